// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Breakers in which time and chance stand still, so that only the schedule decides what happens. */
final class BreakerRig {
    private BreakerRig() {}

    /** The last 10 calls and waits of no time, unless the settings say otherwise. */
    static CircuitBreakerConfig config(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        CircuitBreakerConfigBuilder still = CircuitBreakerConfig.builder()
                .ticker(() -> 0)
                .instantSource(() -> Instant.EPOCH)
                .random(() -> 0)
                .window(Window.lastCalls(10))
                .openFor(Backoff.fixed(Duration.ZERO));
        return settings.apply(still).build();
    }

    /** A call that does not run on this thread, as a permit's does not: what else this thread calls is no part of it. */
    static Admission admit(StateMachine machine) {
        Admission admission = machine.admit();
        admission.runsOn(null);
        return admission;
    }

    static void settle(Admission admission, Outcome outcome) {
        admission.settle(outcome, admission.startNanos(), null, null);
    }
}
