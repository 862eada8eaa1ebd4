// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.State.HALF_OPEN;
import static io.switchgear.outcome.Outcome.IGNORED;
import static io.switchgear.outcome.Outcome.SUCCESS;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who is let in while a breaker tests what it protects, and what becomes of probes. */
public class ProbeRaces {
    private static final Duration LEASE = Duration.ofNanos(10);
    private static final CircuitBreakerConfig ONE_PROBE = BreakerRig.config(c -> c.halfOpen(HalfOpen.probes(1)));
    private static final CircuitBreakerConfig HALF_OPEN_ONE_PROBE =
            BreakerRig.config(c -> c.startIn(HALF_OPEN).halfOpen(HalfOpen.probes(1)));
    private static final CircuitBreakerConfig RAMP = BreakerRig.config(c -> c.startIn(HALF_OPEN)
            .halfOpen(HalfOpen.probes(1))
            .ramp(Ramp.over(Duration.ofDays(1)).from(0.5)));

    private static boolean isIn(StateMachine machine) {
        return !BreakerRig.admit(machine).isRefused();
    }

    /** Two calls meet a breaker whose wait is over and which takes one probe; then what it has counted as admitted. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first call is the probe.")
    @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second call is the probe.")
    @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "One probe too many.")
    @Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "Nobody probes.")
    @Outcome(expect = FORBIDDEN, desc = "One probe, but not counted as one.")
    @State
    public static class LastPlace {
        private final StateMachine machine = StateMachine.of("race", ONE_PROBE);

        public LastPlace() {
            machine.move(machine.phase(), OpenPhase.first(machine, 0));
        }

        @Actor
        public void first(LLL_Result r) {
            r.r1 = isIn(machine);
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = isIn(machine);
        }

        @Arbiter
        public void look(LLL_Result r) {
            r.r3 = machine.counters.totals().admitted();
        }
    }

    /** A probe gives its place back while a call asks for it; afterwards another call asks. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The call got the place.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The call came too early, the place is free.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "The place was given twice.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "The place is lost.")
    @State
    public static class PlaceGivenBack {
        private final StateMachine machine = StateMachine.of("race", HALF_OPEN_ONE_PROBE);
        private final Admission probe = BreakerRig.admit(machine);

        @Actor
        public void giveBack() {
            BreakerRig.settle(probe, IGNORED);
        }

        @Actor
        public void ask(ZZ_Result r) {
            r.r1 = isIn(machine);
        }

        @Arbiter
        public void askAfterwards(ZZ_Result r) {
            r.r2 = isIn(machine);
        }
    }

    /** The only probe succeeds while its lease ends and the next call notices. */
    @JCStressTest
    @Outcome(id = "CLOSED, 1, 0", expect = ACCEPTABLE, desc = "It came back in time and closed the breaker.")
    @Outcome(id = "OPEN, 0, 1", expect = ACCEPTABLE, desc = "It was over its time: late, and the breaker open again.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice or not at all, or a late success closed the breaker.")
    @State
    public static class LeaseEnd {
        private final ManualTicker ticker = new ManualTicker();
        private final StateMachine machine = StateMachine.of(
                "race",
                BreakerRig.config(c -> c.ticker(ticker)
                        .startIn(HALF_OPEN)
                        .openFor(Backoff.fixed(Duration.ofDays(1)))
                        .halfOpen(HalfOpen.probes(1).probeTimeout(LEASE))));
        private final Admission probe = BreakerRig.admit(machine);

        @Actor
        public void succeed() {
            BreakerRig.settle(probe, SUCCESS);
        }

        @Actor
        public void endLease() {
            ticker.advance(LEASE);
            machine.advanceIfDue();
        }

        @Arbiter
        public void look(LLL_Result r) {
            Totals totals = machine.counters.totals();
            r.r1 = machine.phase().state;
            r.r2 = totals.successes();
            r.r3 = totals.stale();
        }
    }

    /** Two calls ask a ramp that lets half of them in, of which the last two were let in and refused; then a third. */
    @JCStressTest
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "Every second call: the first and the third.")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "The same, the other way round.")
    @Outcome(expect = FORBIDDEN, desc = "The turns are not spread evenly: one was lost or given twice.")
    @State
    public static class RampShare {
        private final StateMachine machine = StateMachine.of("race", RAMP);

        public RampShare() {
            BreakerRig.settle(BreakerRig.admit(machine), SUCCESS);
        }

        @Actor
        public void first(ZZZ_Result r) {
            r.r1 = isIn(machine);
        }

        @Actor
        public void second(ZZZ_Result r) {
            r.r2 = isIn(machine);
        }

        @Arbiter
        public void third(ZZZ_Result r) {
            r.r3 = isIn(machine);
        }
    }
}
