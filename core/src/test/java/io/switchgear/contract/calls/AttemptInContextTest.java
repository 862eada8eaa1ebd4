// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Attempt;
import io.switchgear.CallContext;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Rig;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An attempt throws nothing, also when its context is over before it begins. */
@Tag("C6")
@Tag("C9")
class AttemptInContextTest {
    private final Rig rig = new Rig(config -> config);
    private final AtomicBoolean ran = new AtomicBoolean();

    @Test
    void shouldFailWhenTheDeadlineHasPassed() {
        assertFailed(rig.breaker.within(Duration.ZERO), DeadlinePassedException.class);
    }

    @Test
    void shouldFailWhenTheContextIsCancelled() {
        CallContext context = CallContext.cancellable();
        context.cancel();
        assertFailed(rig.breaker.within(context), CancellationException.class);
    }

    @Test
    void shouldFailRatherThanBeRejectedWhileOpen() {
        rig.trip();
        assertFailed(rig.breaker.within(Duration.ZERO), DeadlinePassedException.class);
        assertThat(rig.breaker.snapshot().totals().rejected().values()).containsOnly(0L);
    }

    @Test
    void shouldTakeNoPlaceOfAProbe() {
        rig.tripAndWait();
        assertFailed(rig.breaker.within(Duration.ZERO), DeadlinePassedException.class);
        assertThat(rig.breaker.attempt(() -> "the probe")).isEqualTo(new Attempt.Succeeded<>("the probe"));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    private void assertFailed(Guard guard, Class<?> by) {
        Totals before = rig.breaker.snapshot().totals();
        Attempt<String> attempt = guard.attempt(() -> {
            ran.set(true);
            return "ran";
        });
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.exception()).isInstanceOf(by));
        assertThat(ran).isFalse();
        assertThat(rig.breaker.snapshot().totals()).isEqualTo(before);
    }
}
