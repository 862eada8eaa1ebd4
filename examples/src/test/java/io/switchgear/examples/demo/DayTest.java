package io.switchgear.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.examples.service.ServiceMode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayTest {
    @ParameterizedTest
    @ValueSource(ints = {15, 45, 3_600})
    void shouldBreakInThreeWaysAndRecoverEachTimeInTheGivenTime(int seconds) {
        Day day = Day.lasting(Duration.ofSeconds(seconds));

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
}
