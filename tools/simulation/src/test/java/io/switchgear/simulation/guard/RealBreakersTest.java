// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The real breakers live on virtual time. */
class RealBreakersTest {
    /** Waits are not shortened. */
    private static final RandomGenerator NO_CHANCE = () -> 0;

    private final VirtualTime time = new VirtualTime();

    private Guard guard(Guards guard) {
        return guard.maker().make(time, NO_CHANCE);
    }

    private void pass(double seconds) {
        time.moveTo(time.nanos() + VirtualTime.seconds(seconds));
    }

    private static boolean call(Guard guard, boolean success) {
        Object admission = guard.admit();
        if (admission != null) {
            guard.settle(admission, success);
        }
        return admission != null;
    }

    private void failUntilOpen(Guard guard) {
        int openings = guard.openings();
        for (int i = 0; i < 1_000 && guard.openings() == openings; i++) {
            call(guard, false);
            pass(0.1);
        }
        assertThat(guard.openings()).isEqualTo(openings + 1);
        assertThat(guard.isClosed()).isFalse();
    }

    @Test
    void shouldOpenAfterARunAndCloseAfterTwoOfThreeProbes() {
        Guard guard = guard(Guards.DEFAULT);
        for (int i = 0; i < 5; i++) {
            assertThat(call(guard, false)).isTrue();
            pass(0.25);
        }
        assertThat(guard.openings()).isEqualTo(1);
        pass(4.74);
        assertThat(call(guard, true)).isFalse();
        pass(0.01);
        assertThat(call(guard, true)).isTrue();
        assertThat(guard.isProbing()).isTrue();
        assertThat(call(guard, false)).isTrue();
        assertThat(guard.isClosed()).isFalse();
        assertThat(call(guard, true)).isTrue();
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void shouldRunResilience4jOnVirtualTime() {
        Guard guard = guard(Guards.RESILIENCE4J);
        for (int i = 0; i < 100; i++) {
            assertThat(call(guard, i % 2 == 0)).isTrue();
        }
        assertThat(guard.openings()).isEqualTo(1);
        pass(59.9);
        assertThat(call(guard, true)).isFalse();
        pass(0.2);
        assertThat(call(guard, true)).isTrue();
        assertThat(guard.isProbing()).isTrue();
        for (int i = 0; i < 9; i++) {
            call(guard, true);
        }
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void shouldRepeatTheWaitAfterATripInTheRamp() {
        Guard guard = tripInTheRamp(Guards.RAMP_30);

        pass(4.8);
        assertThat(call(guard, true)).isFalse();
        pass(0.2);
        assertThat(call(guard, true)).as("5 s after the trip").isTrue();
        assertThat(call(guard, false)).isTrue();
        assertThat(call(guard, false)).isTrue();
        pass(9.9);
        assertThat(call(guard, true)).as("failed probes double the wait").isFalse();
        pass(0.1);
        assertThat(call(guard, true)).isTrue();
    }

    @Test
    void shouldShedAShareInPlaceOfOpening() {
        Guard guard = guard(Guards.SHEDDING);
        int passed = 0;
        for (int i = 0; i < 1_000; i++) {
            passed += call(guard, i % 4 == 0) ? 1 : 0;
            pass(0.01);
        }
        assertThat(guard.openings()).isZero();
        assertThat(passed).isBetween(300, 700);
    }

    private Guard tripInTheRamp(Guards kind) {
        Guard guard = guard(kind);
        failUntilOpen(guard);
        pass(5);
        for (int i = 0; i < 2; i++) {
            assertThat(call(guard, true)).isTrue();
        }
        assertThat(guard.isClosed()).isFalse();
        failUntilOpen(guard);
        return guard;
    }
}
