// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.window.Window;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** One call that is settled from two sides, or while the ground moves. */
public class SettleRaces {
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);

    /** A permit is settled twice. */
    @JCStressTest
    @Outcome(id = "true, false, 1, 0", expect = ACCEPTABLE, desc = "The success was first.")
    @Outcome(id = "false, true, 0, 1", expect = ACCEPTABLE, desc = "The failure was first.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "Counted twice or not at all, or told to have been first without being counted.")
    @State
    public static class PermitTwice {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Permit permit = breaker.acquire();

        @Actor
        public void succeed(LLLL_Result r) {
            r.r1 = permit.success();
        }

        @Actor
        public void fail(LLLL_Result r) {
            r.r2 = permit.failure();
        }

        @Arbiter
        public void look(LLLL_Result r) {
            Totals totals = breaker.machine.counters.totals();
            r.r3 = totals.successes();
            r.r4 = totals.failures();
        }
    }

    /** The operation ends while the caller cancels: successes, ignored calls, whether the caller has it cancelled. */
    @JCStressTest
    @Outcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "The operation was first: a success.")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "The caller was first: ignored.")
    @Outcome(
            id = {"1, 0, true", "0, 1, false"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Settled before it is completed, so each side won one; counted once all the same.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice or not at all.")
    @State
    public static class CompleteAgainstCancel {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final CompletableFuture<String> operation = new CompletableFuture<>();
        private final CompletableFuture<String> call = breaker.callAsync(() -> operation);

        @Actor
        public void complete() {
            operation.complete("result");
        }

        @Actor
        public void cancel() {
            call.cancel(true);
        }

        @Arbiter
        public void look(LLL_Result r) {
            Totals totals = breaker.machine.counters.totals();
            r.r1 = totals.successes();
            r.r2 = totals.ignored();
            r.r3 = call.isCancelled();
        }
    }

    /** A failure comes back while the window gets another shape: failures in life and window, calls in flight, shape. */
    @JCStressTest
    @Outcome(
            id = "1, 0, 0, 20",
            expect = ACCEPTABLE,
            desc = "Booked in the old window, of which nothing is taken over.")
    @Outcome(id = "1, 1, 0, 20", expect = ACCEPTABLE, desc = "Booked in the new window.")
    @Outcome(expect = FORBIDDEN, desc = "Lost from the life's totals, or the old window is still in use.")
    @State
    public static class AgainstReconfiguration {
        private static final CircuitBreakerConfig WIDER =
                CONFIG.toBuilder().window(Window.lastCalls(20)).build();

        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Permit permit = breaker.acquire();

        @Actor
        public void fail() {
            permit.failure();
        }

        @Actor
        public void reconfigure() {
            breaker.reconfigure(WIDER);
        }

        @Arbiter
        public void look(LLLL_Result r) {
            Snapshot snapshot = breaker.snapshot();
            r.r1 = snapshot.totals().failures();
            r.r2 = snapshot.metrics().failures();
            r.r3 = snapshot.totals().inFlight();
            r.r4 = ((Window.LastCalls) snapshot.metrics().window()).count();
        }
    }

    /** Two calls at once, each settled by its thread, while nobody else looks: admitted, successes, failures, in flight. */
    @JCStressTest
    @Outcome(
            id = "2, 1, 1, 0",
            expect = ACCEPTABLE,
            desc = "admitted = successes + failures + ignored + late + inFlight")
    @Outcome(expect = FORBIDDEN, desc = "A call was lost or counted twice.")
    @State
    public static class TotalsEquation {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);

        @Actor
        public void succeed() {
            breaker.acquire().success();
        }

        @Actor
        public void fail() {
            breaker.acquire().failure();
        }

        @Arbiter
        public void look(LLLL_Result r) {
            Totals totals = breaker.machine.counters.totals();
            r.r1 = totals.admitted();
            r.r2 = totals.successes();
            r.r3 = totals.failures();
            r.r4 = totals.inFlight();
        }
    }

    /** Somebody reads the totals during a call. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "Before or after the call.")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "During the call.")
    @Outcome(expect = FORBIDDEN, desc = "Fewer than none in flight, or more than there are callers.")
    @State
    public static class TotalsReadBetween {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);

        @Actor
        public void call() {
            breaker.acquire().success();
        }

        @Actor
        public void read(L_Result r) {
            r.r1 = breaker.machine.counters.totals().inFlight();
        }
    }
}
