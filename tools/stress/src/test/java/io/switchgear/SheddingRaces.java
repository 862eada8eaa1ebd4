// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.outcome.Outcome.FAILURE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Calls that come, and results that come back, at the same time to a breaker that sheds. */
public class SheddingRaces {
    /** Its share stands still, and after each call that is let in although it is shed it waits for a day. */
    private static CircuitBreakerConfig shedding(double atMost) {
        return BreakerRig.config(c -> c.logChanges(false)
                .tripWhen(TripRule.consecutiveFailures(1))
                .ticker(System::nanoTime)
                .shedding(Shedding.excess()
                        .atMost(atMost)
                        .fallOver(Duration.ofDays(1_000))
                        .trickle(Backoff.of(attempt -> attempt == 1 ? Duration.ofNanos(1) : Duration.ofDays(1)))));
    }

    private static StateMachine tripped(CircuitBreakerConfig config) {
        StateMachine machine = StateMachine.of("race", config);
        BreakerRig.settle(machine.admit(), FAILURE);
        machine.admit(); // the first turn is everybody's
        return machine;
    }

    /** Two calls when one may pass although both are shed. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One passed.")
    @Outcome(expect = FORBIDDEN, desc = "None passed, or both.")
    @State
    public static class OneTrickle {
        private static final CircuitBreakerConfig CONFIG = shedding(0.99);

        private final StateMachine machine = tripped(CONFIG);

        @Actor
        public void call(ZZ_Result r) {
            r.r1 = !machine.admit().isRefused();
        }

        @Actor
        public void callToo(ZZ_Result r) {
            r.r2 = !machine.admit().isRefused();
        }
    }

    /** Two calls of which the share lets one pass, while nothing is let in besides. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One of two passed.")
    @Outcome(expect = FORBIDDEN, desc = "A turn was lost, or given twice.")
    @State
    public static class OneTurn {
        private static final CircuitBreakerConfig CONFIG = shedding(0.5).toBuilder()
                .shedding(Shedding.excess().atMost(0.5).fallOver(Duration.ofDays(1_000)))
                .build();

        private final StateMachine machine = tripped(CONFIG);

        @Actor
        public void call() {
            machine.admit();
        }

        @Actor
        public void callToo() {
            machine.admit();
        }

        @Arbiter
        public void look(LL_Result r) {
            Totals totals = machine.counters.totals();
            r.r1 = totals.admitted() - 2;
            r.r2 = totals.rejected().get(RejectionReason.SHED);
        }
    }
}
