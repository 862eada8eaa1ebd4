// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Shedding;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * All calls are shed, but one at a time passes when nothing has been heard for a while, as when it begins. One thread brings results and moves time,
 * since a call is dated when it asks.
 */
public class TrickleSchedulesTest extends SchedulesTest {
    private static final int PAUSE = 10;
    private static final int OUT = 4;

    private final ManualTicker ticker = new ManualTicker();
    private final StateMachine machine = StateMachine.of(
            "trickle",
            BreakerRig.config(c -> c.ticker(ticker)
                    .tripWhen(TripRule.consecutiveFailures(1))
                    .shedding(Shedding.excess()
                            .fallOver(Duration.ofDays(10_000))
                            .trickle(Backoff.fixed(Duration.ofNanos(PAUSE))))));
    /** Calls that are out from the beginning. */
    private final Deque<Admission> out = new ArrayDeque<>();

    @SuppressWarnings("this-escape") // Nobody extends it.
    public TrickleSchedulesTest() {
        BreakerRig.settle(BreakerRig.admit(machine), Outcome.FAILURE);
        out.add(BreakerRig.admit(machine)); // the first turn is everybody's
        while (out.size() < OUT) {
            pass();
            out.add(BreakerRig.admit(machine));
        }
        pass();
    }

    @Override
    Class<?> specification() {
        return OneAtATime.class;
    }

    /** What came before would be the call that passes. */
    @Override
    int before() {
        return 0;
    }

    @Operation
    public boolean admit() {
        return !BreakerRig.admit(machine).isRefused();
    }

    @Operation(nonParallelGroup = "results")
    public boolean settle(Outcome outcome) {
        Admission admission = out.poll();
        if (admission != null) {
            BreakerRig.settle(admission, outcome);
        }
        return admission != null;
    }

    @Operation(nonParallelGroup = "results")
    public void pass() {
        ticker.advance(Duration.ofNanos(PAUSE));
    }

    @Operation
    public State state() {
        return machine.phase().state;
    }

    /** The moment from which on a call passes. */
    public static class OneAtATime {
        private int out = OUT;
        private long now;
        private long passes;

        public boolean admit() {
            boolean passed = now >= passes;
            passes = passed ? now + PAUSE : passes;
            return passed;
        }

        public boolean settle(Outcome outcome) {
            if (out == 0) {
                return false;
            }
            out--;
            passes = outcome == Outcome.IGNORED ? passes : now + PAUSE;
            return true;
        }

        public void pass() {
            now += PAUSE;
        }

        public State state() {
            return State.SHEDDING;
        }
    }
}
