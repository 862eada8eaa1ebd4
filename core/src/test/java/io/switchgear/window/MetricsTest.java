// SPDX-License-Identifier: Apache-2.0
package io.switchgear.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rates are fractions of successes and failures, and absent where there is nothing to divide by. */
@Tag("C11")
class MetricsTest {

    @Test
    void shouldHaveNoRatesBelowOneCall() {
        Metrics empty = Metrics.builder(Window.lastCalls(10)).inFlight(3).build();

        assertThat(empty.calls()).isZero();
        assertThat(empty.failureRate()).isEmpty();
        assertThat(empty.slowCallRate()).isEmpty();
        assertThat(empty.inFlight()).isEqualTo(3);
    }

    @Test
    void shouldDivideBySuccessesAndFailures() {
        assertThat(metrics(3, 1, 2).failureRate()).hasValue(0.25);
        assertThat(metrics(3, 1, 2).slowCallRate()).hasValue(0.5);
        assertThat(metrics(0, 1, 1).failureRate()).hasValue(1.0);
        assertThat(metrics(0, 1, 1).slowCallRate()).hasValue(1.0);
        assertThat(metrics(1, 0, 0).failureRate()).hasValue(0.0);
        assertThat(metrics(1, 0, 0).slowCallRate()).hasValue(0.0);
        assertThat(metrics(2, 1, 0).failureRate()).hasValue(1.0 / 3);
    }

    @Test
    void shouldNotOverflow() {
        assertThat(metrics(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, 0).failureRate())
                .hasValue(0.5);
    }

    private static Metrics metrics(long successes, long failures, long slow) {
        return Metrics.builder(Window.lastCalls(10))
                .successes(successes)
                .failures(failures)
                .slowFailures(slow)
                .consecutiveFailures(failures)
                .build();
    }
}
