// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Interruption interruption = new Interruption();

    @Test
    void shouldWaitTheWholeTimeWhenNobodyAsks() {
        long start = System.nanoTime();

        assertThat(interruption.await(Duration.ofMillis(20))).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void shouldNotWaitAnyMoreOnceAsked() {
        interruption.ask();

        assertThat(interruption.await(Duration.ofDays(1))).isTrue();
    }

    @Test
    void shouldTakeAThreadInterruptForTheSameWish() {
        Thread.currentThread().interrupt();

        assertThat(interruption.await(Duration.ofDays(1))).isTrue();
        assertThat(Thread.interrupted()).as("interrupt status is kept").isTrue();
    }
}
