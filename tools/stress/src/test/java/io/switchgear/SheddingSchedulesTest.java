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
 * Calls of both threads take their turns while one thread brings results and moves time, so that the share falls and rises and the
 * breaker closes. Results of two threads at once may leave the share of either, so only one brings any. The trickle has a test of
 * its own; here it waits for longer than time goes on.
 */
public class SheddingSchedulesTest extends SchedulesTest {
    private static final double THRESHOLD = 0.9;
    private static final int RUN = 20;
    private static final int FALL = 16;
    private static final int STEP = 10;
    private static final int OUT = 8;

    private final ManualTicker ticker = new ManualTicker();
    private final StateMachine machine = StateMachine.of(
            "shedding",
            BreakerRig.config(c -> c.ticker(ticker)
                    .tripWhen(TripRule.anyOf(
                            TripRule.failureRate(THRESHOLD).minimumCalls(10), TripRule.consecutiveFailures(RUN)))
                    .shedding(Shedding.excess()
                            .window(Duration.ofNanos(STEP))
                            .fallOver(Duration.ofNanos(FALL))
                            .trickle(Backoff.fixed(Duration.ofDays(1))))));
    /** Calls that are out from the beginning. */
    private final Deque<Admission> out = new ArrayDeque<>();

    @SuppressWarnings("this-escape") // Nobody extends it.
    public SheddingSchedulesTest() {
        for (int failure = 0; failure < 10; failure++) {
            BreakerRig.settle(BreakerRig.admit(machine), Outcome.FAILURE);
        }
        out.add(BreakerRig.admit(machine)); // the first turn is everybody's
        pass();
        settle(Outcome.SUCCESS);
        while (out.size() < OUT) {
            Admission admission = BreakerRig.admit(machine);
            if (!admission.isRefused()) {
                out.add(admission);
            }
        }
    }

    @Override
    Class<?> specification() {
        return Share.class;
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
        ticker.advance(Duration.ofNanos(STEP));
    }

    @Operation
    public State state() {
        return machine.phase().state;
    }

    /** The share by the formula of the decision, and turns by addition. */
    public static class Share {
        private static final long WHOLE = 1L << 32;

        private State state = State.SHEDDING;
        private int out = 1;
        private long now;
        private float failureRate = 1;
        private long zero = FALL;
        private long part;
        private long earned;

        @SuppressWarnings("this-escape") // Likewise.
        public Share() {
            pass();
            settle(Outcome.SUCCESS);
            while (out < OUT) {
                out += admit() ? 1 : 0;
            }
        }

        public boolean admit() {
            closeIfDue();
            if (state == State.CLOSED || part == WHOLE) {
                return true;
            }
            boolean passes = earned >= WHOLE;
            earned += part - (passes ? WHOLE : 0);
            return passes;
        }

        public boolean settle(Outcome outcome) {
            if (out == 0) {
                return false;
            }
            out--;
            closeIfDue();
            if (state == State.SHEDDING && outcome != Outcome.IGNORED) {
                follow(outcome == Outcome.FAILURE);
            }
            return true;
        }

        private void follow(boolean failed) {
            failureRate = (float) (failureRate + ((failed ? 1 : 0) - (double) failureRate) / 10);
            double share = Math.max(0, 1 - (1 - (double) failureRate) / (1 - THRESHOLD));
            zero = share > 0 ? Math.max(zero, now + (long) (share * FALL)) : zero;
            part = WHOLE - (long) (Math.max(0, (double) (zero - now) / FALL) * WHOLE);
        }

        private void closeIfDue() {
            if (state == State.SHEDDING && part == WHOLE && now >= zero + STEP) {
                state = State.CLOSED;
            }
        }

        public void pass() {
            now += STEP;
        }

        public State state() {
            return state;
        }
    }
}
