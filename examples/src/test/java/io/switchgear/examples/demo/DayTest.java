package io.switchgear.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.examples.service.ServiceMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayTest {
    @ParameterizedTest
    @ValueSource(ints = {15, 45, 3_600})
    void shouldBreakInThreeWaysAndRecoverEachTimeInTheGivenTime(int seconds) {
        Day day = Day.lasting(Duration.ofSeconds(seconds), Duration.ZERO);

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
    void shouldGiveEachRecoveryTheTimeOfARampAndStayAsLong() {
        Duration ramp = Duration.ofSeconds(5);
        List<Day.Phase> without =
                Day.lasting(Duration.ofSeconds(30), Duration.ZERO).phases();
        List<Day.Phase> with = Day.lasting(Duration.ofSeconds(45), ramp).phases();

        assertThat(with.get(0)).as("before the first fault").isEqualTo(without.get(0));
        for (int i = 1; i < with.size(); i++) {
            Duration more = with.get(i).mode().isHealthy() ? ramp : Duration.ZERO;
            assertThat(with.get(i).length()).isEqualTo(without.get(i).length().plus(more));
        }
    }
}
