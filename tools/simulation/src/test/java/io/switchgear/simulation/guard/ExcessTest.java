// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.simulation.guard.Excess.Shape;
import io.switchgear.simulation.guard.Trickle.Gap;
import io.switchgear.simulation.world.VirtualTime;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The excess over a threshold, step by step. */
class ExcessTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final VirtualTime time = new VirtualTime();
    private final Excess guard = new Excess(time, new Random(1), new Shape(0.5, 0.99, 10, Gap.of(3)));

    private void ends(double seconds, boolean success) {
        time.moveTo(VirtualTime.seconds(seconds));
        guard.settle(guard, success);
    }

    /** Ten calls, of which four succeed, in the first second. */
    private void sixOfTenFail() {
        for (int i = 0; i < 10; i++) {
            ends(i / 10.0, i % 5 < 2);
        }
    }

    @Test
    void shouldRejectTheExcess() {
        assertThat(Excess.rejection(0.4, 0.5, 0.99)).isEqualTo(0.2, EXACTLY);
        assertThat(Excess.rejection(0.5, 0.5, 0.99)).isZero();
        assertThat(Excess.rejection(1, 0.5, 0.99)).isZero();
        assertThat(Excess.rejection(0, 0.5, 0.99)).isEqualTo(0.99);
        assertThat(Excess.rejection(0.6, 0.2, 0.99)).isEqualTo(0.25, EXACTLY);
    }

    @Test
    void shouldNotRejectBeforeTenCallsAreBack() {
        for (int i = 0; i < 9; i++) {
            ends(i / 100.0, false);
        }
        assertThat(guard.rejection()).isZero();
        assertThat(guard.isClosed()).isTrue();

        ends(0.1, false);
        assertThat(guard.rejection()).isEqualTo(0.99);
        assertThat(guard.isClosed()).isFalse();
        assertThat(guard.isProbing()).isTrue();
    }

    @Test
    void shouldSpreadEvenlyThatWhichPasses() {
        sixOfTenFail();
        assertThat(guard.rejection()).isEqualTo(0.2, EXACTLY);

        int passed = 0;
        int rejectedInARow = 0;
        for (int i = 0; i < 100; i++) {
            boolean passes = guard.admit() != null;
            passed += passes ? 1 : 0;
            rejectedInARow = passes ? 0 : rejectedInARow + 1;
            assertThat(rejectedInARow).isLessThan(2);
        }
        assertThat(passed).isBetween(79, 81);
    }

    @Test
    void shouldFallByOneInTenSecondsAtMostAndRiseAtOnce() {
        sixOfTenFail();
        assertThat(guard.rejection()).isEqualTo(0.2, EXACTLY);
        for (int i = 0; i < 100; i++) {
            ends(0.9, true);
        }
        assertThat(guard.rejection()).isEqualTo(0.2, EXACTLY);
        time.moveTo(VirtualTime.seconds(1.9));
        assertThat(guard.rejection()).isEqualTo(0.1, EXACTLY);
        time.moveTo(VirtualTime.seconds(2.9));
        assertThat(guard.rejection()).isEqualTo(0, EXACTLY);
        for (int i = 0; i < 400; i++) {
            ends(2.9, false);
        }
        // 104 of 510 have succeeded.
        assertThat(guard.rejection()).isEqualTo(1 - 104 / 510.0 / 0.5, EXACTLY);
    }

    @Test
    void shouldTakeARunThatSpansASecondForAllThereIs() {
        for (int i = 0; i < 1_000; i++) {
            ends(0, true);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(guard.rejection()).isZero();
            ends(1 + i / 4.0, false);
        }
        assertThat(guard.rejection()).isEqualTo(0.99);
        ends(2.5, true);
        time.moveTo(VirtualTime.seconds(12));
        assertThat(guard.rejection()).as("1 of 10 has succeeded").isEqualTo(0.8, EXACTLY);
    }

    @Test
    void shouldNotTakeAShortRunForIt() {
        for (int i = 0; i < 1_000; i++) {
            ends(0, true);
        }
        for (int i = 0; i < 100; i++) {
            ends(1 + i / 101.0, false);
        }
        assertThat(guard.rejection()).isZero();
    }

    @Test
    void shouldLetACallPassWhenNoneHasForThreeSeconds() {
        for (int i = 0; i < 10; i++) {
            ends(1, false);
        }
        guard.admit();
        int passed = 0;
        for (int i = 1; i <= 120; i++) {
            time.moveTo(VirtualTime.seconds(1 + i / 10.0));
            passed += guard.admit() == null ? 0 : 1;
        }
        assertThat(passed).as("one in 3 s, and one of a hundred").isBetween(4, 6);
    }
}
