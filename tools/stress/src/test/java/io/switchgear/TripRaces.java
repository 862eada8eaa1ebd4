// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.outcome.Outcome.FAILURE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.recovery.Backoff;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Outcomes that come back while the breaker opens. */
public class TripRaces {
    private static CircuitBreakerConfig openingAt(int failures) {
        return BreakerRig.config(
                c -> c.tripWhen(TripRule.failureCount(failures)).openFor(Backoff.fixed(Duration.ofDays(1))));
    }

    private static void look(StateMachine machine, LLLL_Result r) {
        Totals totals = machine.counters.totals();
        r.r1 = machine.phase().state;
        r.r2 = machine.phase().sequence();
        r.r3 = totals.failures();
        r.r4 = totals.stale();
    }

    /** Each of two failures suffices. */
    @JCStressTest
    @Outcome(id = "OPEN, 1, 2, 0", expect = ACCEPTABLE, desc = "Both were counted, one opened the breaker.")
    @Outcome(id = "OPEN, 1, 1, 1", expect = ACCEPTABLE, desc = "One opened the breaker, the other found it open.")
    @Outcome(expect = FORBIDDEN, desc = "Not exactly one transition, or a call that was not counted once.")
    @State
    public static class OneTrip {
        private static final CircuitBreakerConfig CONFIG = openingAt(1);

        private final StateMachine machine = StateMachine.of("race", CONFIG);
        private final Admission a = machine.admit();
        private final Admission b = machine.admit();

        @Actor
        public void fail() {
            BreakerRig.settle(a, FAILURE);
        }

        @Actor
        public void failToo() {
            BreakerRig.settle(b, FAILURE);
        }

        @Arbiter
        public void look(LLLL_Result r) {
            TripRaces.look(machine, r);
        }
    }

    /** Two threads end the same phase: whether each was told that it did, and the number of the phase they led to. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first one ended it.")
    @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second one ended it.")
    @Outcome(expect = FORBIDDEN, desc = "A phase ended twice or not at all: one transition was overwritten.")
    @State
    public static class OneMove {
        private static final CircuitBreakerConfig CONFIG = openingAt(1);

        private final StateMachine machine = StateMachine.of("race", CONFIG);
        private final Phase phase = machine.phase();
        private final Phase next = OpenPhase.asked(phase, StateChange.Kind.BY_HAND, Duration.ofDays(1), "race");
        private final Phase other = OpenPhase.asked(phase, StateChange.Kind.BY_HAND, Duration.ofDays(1), "race");

        @Actor
        public void move(LLL_Result r) {
            r.r1 = machine.move(phase, next);
        }

        @Actor
        public void moveToo(LLL_Result r) {
            r.r2 = machine.move(phase, other);
        }

        @Arbiter
        public void look(LLL_Result r) {
            r.r3 = machine.phase().sequence();
        }
    }

    /** It takes both of two failures. */
    @JCStressTest
    @Outcome(id = "OPEN, 1, 2, 0", expect = ACCEPTABLE, desc = "Counted first, then evaluated: the later one saw both.")
    @Outcome(expect = FORBIDDEN, desc = "Each missed the other, or not exactly one transition.")
    @State
    public static class Crossing {
        private static final CircuitBreakerConfig CONFIG = openingAt(2);

        private final StateMachine machine = StateMachine.of("race", CONFIG);
        private final Admission a = machine.admit();
        private final Admission b = machine.admit();

        @Actor
        public void fail() {
            BreakerRig.settle(a, FAILURE);
        }

        @Actor
        public void failToo() {
            BreakerRig.settle(b, FAILURE);
        }

        @Arbiter
        public void look(LLLL_Result r) {
            TripRaces.look(machine, r);
        }
    }

    /** A failure that changes nothing comes back while the breaker is opened by hand. */
    @JCStressTest
    @Outcome(id = "OPEN, 1, 1, 0", expect = ACCEPTABLE, desc = "It came before and was counted.")
    @Outcome(id = "OPEN, 1, 0, 1", expect = ACCEPTABLE, desc = "It came after: late.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, counted twice, or the transition was.")
    @State
    public static class SettleAgainstTransition {
        private static final CircuitBreakerConfig CONFIG = openingAt(10);

        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Permit permit = breaker.acquire();

        @Actor
        public void fail() {
            permit.failure();
        }

        @Actor
        public void open() {
            breaker.open(Duration.ofDays(1), "race");
        }

        @Arbiter
        public void look(LLLL_Result r) {
            TripRaces.look(breaker.machine, r);
        }
    }

    /** A failure that would open the breaker comes back while it is forced open. */
    @JCStressTest
    @Outcome(id = "FORCED_OPEN, 2, 1, 0", expect = ACCEPTABLE, desc = "It opened, then it was forced open.")
    @Outcome(id = "FORCED_OPEN, 1, 1, 0", expect = ACCEPTABLE, desc = "Counted, but forced open before it could open.")
    @Outcome(id = "FORCED_OPEN, 1, 0, 1", expect = ACCEPTABLE, desc = "Forced open, then the failure was late.")
    @Outcome(expect = FORBIDDEN, desc = "What an operator asked for was overruled, or the call not counted once.")
    @State
    public static class TripAgainstHold {
        private static final CircuitBreakerConfig CONFIG = openingAt(1);

        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Permit permit = breaker.acquire();

        @Actor
        public void fail() {
            permit.failure();
        }

        @Actor
        public void hold() {
            breaker.forceOpen("race");
        }

        @Arbiter
        public void look(LLLL_Result r) {
            TripRaces.look(breaker.machine, r);
        }
    }
}
