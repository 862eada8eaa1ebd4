// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.outcome.Outcome.SUCCESS;
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
import org.openjdk.jcstress.infra.results.LL_Result;

/** A run of failures, of which the one that completes it comes back together with a success. */
public class RunRaces {

    /** One of two failures in a row has come back already: the state, and the length of the run. */
    @JCStressTest
    @Outcome(id = "OPEN, -1", expect = ACCEPTABLE, desc = "The failure first: it completed the run and tripped.")
    @Outcome(id = "CLOSED, 1", expect = ACCEPTABLE, desc = "The success first: the failure began a new run.")
    @Outcome(expect = FORBIDDEN, desc = "The run was completed, and nothing tripped.")
    @State
    public static class Completed {
        private static final CircuitBreakerConfig CONFIG = BreakerRig.config(
                c -> c.tripWhen(TripRule.consecutiveFailures(2)).openFor(Backoff.fixed(Duration.ofDays(1))));

        private final StateMachine machine = StateMachine.of("race", CONFIG);
        private final Admission failing;
        private final Admission succeeding;

        public Completed() {
            BreakerRig.settle(machine.admit(), FAILURE);
            failing = machine.admit();
            succeeding = machine.admit();
        }

        @Actor
        public void fail() {
            BreakerRig.settle(failing, FAILURE);
        }

        @Actor
        public void succeed() {
            BreakerRig.settle(succeeding, SUCCESS);
        }

        @Arbiter
        public void look(LL_Result r) {
            Phase phase = machine.phase();
            r.r1 = phase.state;
            r.r2 = phase instanceof CountingPhase counting ? counting.metrics(0).consecutiveFailures() : -1;
        }
    }
}
