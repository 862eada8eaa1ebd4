// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rejects the share of failures over a threshold: p = min(most, max(0, 1 - s / (1 - θ))), where s is the share of successes
 * among the admitted calls that came back in the last 5 s, or among the last 10 of them. A run of 5 failures that spans a
 * second replaces the results by 10 failures. p rises at once and falls by at most 1 in the rise time. If nothing has
 * passed for a gap, one call passes. The other calls that pass are spread evenly.
 */
final class Excess implements Guard {
    private static final long WINDOW_NANOS = 5 * VirtualTime.SECOND;
    private static final int MINIMUM = 10;
    private static final int RUN = 5;
    private static final long RUN_NANOS = VirtualTime.SECOND;
    /** The value of p from which calls pass only to see how they end. */
    private static final double PROBING = 0.99;

    private final VirtualTime time;
    private final Shape shape;
    private final LastCalls calls = new LastCalls(WINDOW_NANOS, MINIMUM);
    private final Trickle trickle;
    /** The parts of calls that may pass; a whole one lets the next call through. */
    private double credit;

    private double rejection;
    private long rejectionNanos;
    private int run;
    private long runNanos;

    /**
     * The parameters of the formula.
     *
     * @param threshold θ, the share of failures above which calls are rejected
     * @param most the highest p
     * @param riseSeconds the time that p takes from 1 to 0; 0 for no limit
     * @param gap the gaps in which one call passes
     */
    record Shape(double threshold, double most, double riseSeconds, Trickle.Gap gap) {}

    Excess(VirtualTime time, RandomGenerator chance, Shape shape) {
        this.time = time;
        this.shape = shape;
        this.trickle = new Trickle(shape.gap, chance);
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
        double seconds = (double) (now - rejectionNanos) / VirtualTime.SECOND;
        double fallen = shape.riseSeconds == 0 ? 0 : rejection - seconds / shape.riseSeconds;
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
        calls.add(now, success);
        if (success) {
            run = 0;
            trickle.succeeded();
            return;
        }
        if (run++ == 0) {
            runNanos = now;
        }
        if (run >= RUN && now - runNanos >= RUN_NANOS) {
            calls.fail(now);
        }
    }

    @Override
    public boolean isProbing() {
        return rejection() >= PROBING;
    }

    @Override
    public boolean isClosed() {
        return rejection() == 0;
    }
}
