package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The share of failures over a threshold is rejected: p = min(most, max(0, 1 - s / (1 - θ))), where s is the share of successes
 * among the calls let in that came back in the last 5 s, or among the last 10 of them. A run of 5 failures that spans a second
 * is taken for 10 failures and nothing else. p rises at once and falls by 1 in the rise time at most. When nothing has passed
 * for the gap, one call passes. What passes is spread evenly.
 */
final class Excess implements Guard {
    private static final long WINDOW_NANOS = 5 * VirtualTime.SECOND;
    private static final int MINIMUM = 10;
    private static final int RUN = 5;
    private static final long RUN_NANOS = VirtualTime.SECOND;
    private static final long NEVER = Long.MIN_VALUE;

    private final VirtualTime time;
    private final Shape shape;
    private final LastCalls calls = new LastCalls(WINDOW_NANOS, MINIMUM);
    private final Trickle trickle;
    private double credit;
    private double rejection;
    private long rejectionNanos;
    private int run;
    private long runNanos = NEVER;

    /**
     * The numbers of the formula.
     *
     * @param threshold θ, the share of failures from which on calls are rejected
     * @param most the highest p
     * @param riseNanos how long p takes from 1 to 0
     * @param gapNanos the first gap
     * @param longestGapNanos the gap doubles from one such call to the next up to this, and a success makes it the first again
     */
    record Shape(double threshold, double most, long riseNanos, long gapNanos, long longestGapNanos) {
        static Shape over(double threshold, double riseSeconds) {
            long gap = 3 * VirtualTime.SECOND;
            return new Shape(threshold, 0.99, VirtualTime.seconds(riseSeconds), gap, gap);
        }

        Shape gap(double firstSeconds, double longestSeconds) {
            return new Shape(
                    threshold,
                    most,
                    riseNanos,
                    VirtualTime.seconds(firstSeconds),
                    VirtualTime.seconds(longestSeconds));
        }

        Shape most(double share) {
            return new Shape(threshold, share, riseNanos, gapNanos, longestGapNanos);
        }
    }

    Excess(VirtualTime time, RandomGenerator chance, Shape shape) {
        this.time = time;
        this.shape = shape;
        this.trickle = new Trickle(shape.gapNanos, shape.longestGapNanos);
        this.credit = chance.nextDouble();
    }

    static double rejection(double successRate, double threshold, double most) {
        return Math.min(most, Math.max(0, 1 - successRate / (1 - threshold)));
    }

    /** The share that is rejected now. */
    double rejection() {
        long now = time.nanos();
        calls.moveTo(now);
        double wanted = calls.isEvidence() ? rejection(calls.successRate(), shape.threshold, shape.most) : 0;
        double fallen = shape.riseNanos == 0 ? 0 : rejection - (double) (now - rejectionNanos) / shape.riseNanos;
        rejection = Math.max(wanted, fallen);
        rejectionNanos = now;
        return rejection;
    }

    @Override
    public @Nullable Object admit() {
        long now = time.nanos();
        double share = 1 - rejection();
        if (share < 1) {
            credit += share;
            if (credit < 1 && !trickle.isDue(now)) {
                return null;
            }
            credit = Math.max(0, credit - 1);
        }
        trickle.passed(now);
        return this;
    }

    @Override
    public void settle(Object admission, boolean success) {
        long now = time.nanos();
        if (success) {
            run = 0;
            trickle.succeeded();
        } else if (run++ == 0) {
            runNanos = now;
        }
        calls.add(now, success);
        if (run >= RUN && now - runNanos >= RUN_NANOS) {
            calls.fail(now);
        }
    }

    @Override
    public boolean isClosed() {
        return rejection() == 0;
    }

    /** Lets one call pass when none has passed for a gap, which grows. */
    private static final class Trickle {
        private final long firstNanos;
        private final long longestNanos;
        private long gapNanos;
        private long passedNanos;

        Trickle(long firstNanos, long longestNanos) {
            this.firstNanos = firstNanos;
            this.longestNanos = longestNanos;
            this.gapNanos = firstNanos;
        }

        boolean isDue(long nowNanos) {
            if (nowNanos - passedNanos < gapNanos) {
                return false;
            }
            gapNanos = Math.min(longestNanos, 2 * gapNanos);
            return true;
        }

        void passed(long nowNanos) {
            passedNanos = nowNanos;
        }

        void succeeded() {
            gapNanos = firstNanos;
        }
    }
}
