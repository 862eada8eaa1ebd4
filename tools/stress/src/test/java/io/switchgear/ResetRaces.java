// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.State.HALF_OPEN;
import static io.switchgear.outcome.Outcome.FAILURE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A reset wins against whatever else happens: closed, nothing in the window, no opening remembered. */
public class ResetRaces {
    private static final CircuitBreakerConfig CONFIG =
            BreakerRig.config(c -> c.tripWhen(TripRule.failureCount(1)).openFor(Backoff.fixed(Duration.ofDays(1))));

    /** State, calls in the window, openings remembered, calls counted in the breaker's life. */
    private static void look(StateMachine machine, LLLL_Result r) {
        Totals totals = machine.counters.totals();
        r.r1 = machine.phase().state;
        r.r2 = machine.phase().metrics(0).calls();
        r.r3 = machine.phase().lastTrip.consecutiveOpenings();
        r.r4 = totals.failures() + totals.stale();
    }

    /** A failure that opens the breaker. */
    @JCStressTest
    @Outcome(id = "CLOSED, 0, 0, 1", expect = ACCEPTABLE, desc = "Before or after the trip: reset.")
    @Outcome(expect = FORBIDDEN, desc = "The failure survived the reset, or was not counted once.")
    @State
    public static class AgainstTrip {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Admission admission = breaker.machine.admit();

        @Actor
        public void fail() {
            BreakerRig.settle(admission, FAILURE);
        }

        @Actor
        public void reset() {
            breaker.reset("race");
        }

        @Arbiter
        public void look(LLLL_Result r) {
            ResetRaces.look(breaker.machine, r);
        }
    }

    /** The last probe, which opens the breaker again. */
    @JCStressTest
    @Outcome(id = "CLOSED, 0, 0, 1", expect = ACCEPTABLE, desc = "Before or after the probe: reset.")
    @Outcome(expect = FORBIDDEN, desc = "The probe decided after the reset, or was not counted once.")
    @State
    public static class AgainstProbe {
        private static final CircuitBreakerConfig ONE_PROBE = BreakerRig.config(
                c -> c.startIn(HALF_OPEN).halfOpen(HalfOpen.probes(1)).openFor(Backoff.fixed(Duration.ofDays(1))));

        private final CircuitBreaker breaker = CircuitBreaker.of("race", ONE_PROBE);
        private final Admission admission = breaker.machine.admit();

        @Actor
        public void fail() {
            BreakerRig.settle(admission, FAILURE);
        }

        @Actor
        public void reset() {
            breaker.reset("race");
        }

        @Arbiter
        public void look(LLLL_Result r) {
            ResetRaces.look(breaker.machine, r);
        }
    }

    /** An operator who forces the breaker open; who comes second has the last word. */
    @JCStressTest
    @Outcome(id = "CLOSED, 2", expect = ACCEPTABLE, desc = "Forced open, then reset.")
    @Outcome(id = "FORCED_OPEN, 2", expect = ACCEPTABLE, desc = "Reset, then forced open.")
    @Outcome(expect = FORBIDDEN, desc = "One of the two was lost.")
    @State
    public static class AgainstHold {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);

        @Actor
        public void hold() {
            breaker.forceOpen("race");
        }

        @Actor
        public void reset() {
            breaker.reset("race");
        }

        @Arbiter
        public void look(LL_Result r) {
            r.r1 = breaker.state();
            r.r2 = breaker.machine.phase().sequence();
        }
    }

    /** A reconfiguration to another window, with a call settled before. */
    @JCStressTest
    @Outcome(id = "CLOSED, 0, 20", expect = ACCEPTABLE, desc = "Nothing in a window of the new shape.")
    @Outcome(expect = FORBIDDEN, desc = "The old shape or what it held is still there.")
    @State
    public static class AgainstReconfiguration {
        private static final CircuitBreakerConfig WIDER =
                CONFIG.toBuilder().window(Window.lastCalls(20)).build();

        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);

        public AgainstReconfiguration() {
            breaker.acquire().success();
        }

        @Actor
        public void reconfigure() {
            breaker.reconfigure(WIDER);
        }

        @Actor
        public void reset() {
            breaker.reset("race");
        }

        @Arbiter
        public void look(LLL_Result r) {
            Metrics metrics = breaker.snapshot().metrics();
            r.r1 = breaker.state();
            r.r2 = metrics.calls();
            r.r3 = ((Window.LastCalls) metrics.window()).count();
        }
    }
}
