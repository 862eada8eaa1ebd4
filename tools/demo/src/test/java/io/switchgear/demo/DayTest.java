// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayTest {
    private static final List<ServiceMode> FAULTS =
            List.of(ServiceMode.ANSWERING_503, ServiceMode.HANGING, ServiceMode.KILLED);

    @ParameterizedTest
    @ValueSource(ints = {15, 45, 3_600})
    void shouldBreakInThreeWaysAndRecoverEachTimeInTheGivenTime(int seconds) {
        Day day = Day.lasting(Duration.ofSeconds(seconds), Duration.ZERO, FAULTS);

        assertThat(day.phases())
                .extracting(Day.Phase::mode)
                .containsExactly(
                        ServiceMode.HEALTHY,
                        ServiceMode.ANSWERING_503,
                        ServiceMode.HEALTHY,
                        ServiceMode.HANGING,
                        ServiceMode.HEALTHY,
                        ServiceMode.KILLED,
                        ServiceMode.HEALTHY);
        assertThat(day.phases().stream().map(Day.Phase::length).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void shouldShareTheDayAmongTheFaultsThatThereAre() {
        List<Day.Phase> phases = Day.lasting(
                        Duration.ofSeconds(72), Duration.ZERO, List.of(ServiceMode.HANGING, ServiceMode.KILLED))
                .phases();

        assertThat(phases)
                .containsExactly(
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(10)),
                        new Day.Phase(ServiceMode.HANGING, Duration.ofSeconds(20)),
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(16)),
                        new Day.Phase(ServiceMode.KILLED, Duration.ofSeconds(10)),
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(16)));
    }

    @Test
    void shouldGiveEachRecoveryTheTimeOfARampAndStayAsLong() {
        Duration ramp = Duration.ofSeconds(5);
        List<Day.Phase> without =
                Day.lasting(Duration.ofSeconds(30), Duration.ZERO, FAULTS).phases();
        List<Day.Phase> with = Day.lasting(Duration.ofSeconds(45), ramp, FAULTS).phases();

        assertThat(with.get(0)).as("before the first fault").isEqualTo(without.get(0));
        for (int i = 1; i < with.size(); i++) {
            Duration more = with.get(i).mode().isHealthy() ? ramp : Duration.ZERO;
            assertThat(with.get(i).length()).isEqualTo(without.get(i).length().plus(more));
        }
    }

    @Test
    void shouldLeaveAShareTimeToFall() {
        List<Day.Phase> phases = Day.lasting(Duration.ofSeconds(80), Duration.ZERO, new SheddingCalls().faults())
                .phases();

        assertThat(phases)
                .containsExactly(
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(10)),
                        new Day.Phase(ServiceMode.FAILING_IN_PART, Duration.ofSeconds(20)),
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(24)),
                        new Day.Phase(ServiceMode.KILLED, Duration.ofSeconds(10)),
                        new Day.Phase(ServiceMode.HEALTHY, Duration.ofSeconds(16)));
    }
}
