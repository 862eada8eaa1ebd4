// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms",
        "0.04, 0.0 ms",
        "0.44, 0.4 ms",
        "9.6, 9.6 ms",
        "15.7, 16 ms",
        "1049, 1.0 s",
        "61000, 61.0 s"
    })
    void shouldShowALatencyInTwoOrThreeDigits(double millis, String shown) {
        assertThat(Wording.latency(Optional.of(Duration.ofNanos((long) (millis * 1e6)))))
                .isEqualTo(shown);
    }

    @Test
    void shouldShowADashForNothing() {
        assertThat(Wording.latency(Optional.empty())).isEqualTo("-");
        assertThat(Wording.seconds(Optional.empty())).isEqualTo("-");
    }

    @Test
    void shouldBreakLongLinesAtBlanks() {
        assertThat(Wording.wrapped("1.0  one two three four", 13, 5))
                .isEqualTo(String.join(System.lineSeparator(), "1.0  one two", "     three", "     four"));
        assertThat(Wording.wrapped("1.0  one", 13, 5)).isEqualTo("1.0  one");
        assertThat(Wording.wrapped("1.0  averyverylongword", 13, 5)).isEqualTo("1.0  averyverylongword");
    }

    @Test
    void shouldShowTheShareInPlaceOfTheStateWhileRamping() {
        assertThat(Wording.state(State.HALF_OPEN, OptionalDouble.empty(), OptionalDouble.empty()))
                .isEqualTo("HALF_OPEN");
        assertThat(Wording.state(State.HALF_OPEN, OptionalDouble.of(0.1), OptionalDouble.empty()))
                .isEqualTo("RAMP 10 %");
        assertThat(Wording.state(State.HALF_OPEN, OptionalDouble.of(0.999), OptionalDouble.empty()))
                .isEqualTo("RAMP 99 %");
        assertThat(Wording.state(State.HALF_OPEN, OptionalDouble.of(1), OptionalDouble.empty()))
                .isEqualTo("RAMP 100 %");
        assertThat(Wording.state(State.SHEDDING, OptionalDouble.empty(), OptionalDouble.of(0.999)))
                .isEqualTo("SHED 99 %");
    }
}
