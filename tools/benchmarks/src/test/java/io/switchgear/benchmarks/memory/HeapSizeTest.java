// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import org.junit.jupiter.api.Test;

/** P6, the quick part: the rest is measured by {@code ./switchgear bench}. */
class HeapSizeTest {
    private static final int CHANGES = 100_000;

    @Test
    void shouldMeasureOneMoreWithoutWhatIsShared() {
        byte[] shared = new byte[100_000];
        assertThat(HeapSize.ofOneMore(() -> new Object[] {shared, new byte[1_000]}))
                .isBetween(1_000L, 1_100L);
    }

    @Test
    void shouldTakeAtMostTwoKilobytesForAnIdleBreaker() {
        assertThat(HeapSize.ofOneMore(() -> CircuitBreaker.of("idle"))).isBetween(500L, 2_048L);
    }

    @Test
    void shouldGrowByNothingHoweverOftenTheStateChanges() {
        StateChanges changes = new StateChanges();
        changes.run(1_000);
        long size = HeapSize.of(changes.breaker());
        long used = HeapSize.used();

        changes.run(CHANGES);

        assertThat(changes.heard()).isGreaterThanOrEqualTo(CHANGES);
        assertThat(changes.breaker().state()).isEqualTo(State.CLOSED);
        assertThat(HeapSize.of(changes.breaker()) - size).isBetween(-256L, 256L);
        // The smallest object for each change would be more than 1,500,000.
        assertThat(HeapSize.used() - used).isLessThan(500_000);
    }
}
