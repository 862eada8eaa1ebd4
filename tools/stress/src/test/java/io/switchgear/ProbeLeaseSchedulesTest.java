// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Probes come back while their leases end. One thread lets probes in and moves time, since a call is dated when it asks and
 * not when it is answered; any thread settles, also a probe that is settled already, which changes nothing.
 */
@Param(name = "probe", gen = IntGen.class, conf = "0:3")
public class ProbeLeaseSchedulesTest extends SchedulesTest {
    private static final int PROBES = 3;
    private static final int REQUIRED = 2;
    private static final Duration LEASE = Duration.ofNanos(10);
    private static final int MOST_CALLS = 16;

    private final ManualTicker ticker = new ManualTicker();
    private final StateMachine machine = StateMachine.of(
            "leases",
            BreakerRig.config(c -> c.ticker(ticker)
                    .startIn(State.HALF_OPEN)
                    .openFor(Backoff.fixed(Duration.ofDays(1)))
                    .halfOpen(HalfOpen.probes(PROBES).required(REQUIRED).probeTimeout(LEASE))));
    private final AtomicReferenceArray<Admission> out = new AtomicReferenceArray<>(MOST_CALLS);
    private int admitted;

    @Override
    Class<?> specification() {
        return Leases.class;
    }

    @Operation(nonParallelGroup = "clock")
    public String admit() {
        Admission admission = BreakerRig.admit(machine);
        if (admission.isRefused()) {
            return String.valueOf(admission.refusedFor());
        }
        out.set(admitted++, admission);
        return "in";
    }

    @Operation(nonParallelGroup = "clock")
    public void endLeases() {
        ticker.advance(LEASE);
    }

    @Operation
    public boolean settle(@Param(name = "probe") int probe, Outcome outcome) {
        Admission admission = out.get(probe);
        if (admission != null) {
            BreakerRig.settle(admission, outcome);
        }
        return admission != null;
    }

    @Operation
    public State state() {
        return machine.phase().state;
    }

    /** Each probe with its deadline. */
    public static class Leases {
        private final Map<Integer, Long> deadlines = new HashMap<>();
        private State state = State.HALF_OPEN;
        private long now;
        private int admitted;
        private int successes;
        private int failures;

        public String admit() {
            expire();
            if (state == State.OPEN) {
                return "OPEN";
            }
            if (state == State.HALF_OPEN && deadlines.size() + successes + failures >= PROBES) {
                return "PROBES_BUSY";
            }
            if (state == State.HALF_OPEN) {
                deadlines.put(admitted, now + LEASE.toNanos());
            }
            admitted++;
            return "in";
        }

        public void endLeases() {
            now += LEASE.toNanos();
        }

        public boolean settle(int probe, Outcome outcome) {
            if (probe >= admitted) {
                return false;
            }
            expire();
            if (deadlines.remove(probe) != null) {
                successes += outcome == Outcome.SUCCESS ? 1 : 0;
                failures += outcome == Outcome.FAILURE ? 1 : 0;
                decide();
            }
            return true;
        }

        public State state() {
            return state;
        }

        private void expire() {
            while (state == State.HALF_OPEN && deadlines.values().removeIf(deadline -> deadline <= now && failing())) {
                decide();
            }
        }

        private boolean failing() {
            failures++;
            return true;
        }

        private void decide() {
            if (state == State.HALF_OPEN && successes >= REQUIRED) {
                state = State.CLOSED;
                deadlines.clear();
            } else if (state == State.HALF_OPEN && failures > PROBES - REQUIRED) {
                state = State.OPEN;
                deadlines.clear();
            }
        }
    }
}
