// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;

/** Lets one call pass when none has passed for a gap. Not thread-safe. */
final class Trickle {
    private final Gap gap;
    private final RandomGenerator chance;
    private double seconds;
    private long gapNanos;
    private long passedNanos;

    /**
     * The gaps.
     *
     * @param first the length of the first gap, in seconds
     * @param longest the longest gap: gaps double up to it, and a success resets them to the first
     * @param jitter the random share of each gap, 0 to 1
     */
    record Gap(double first, double longest, double jitter) {
        /** Creates a constant gap. */
        static Gap of(double seconds) {
            return new Gap(seconds, seconds, 0);
        }
    }

    Trickle(Gap gap, RandomGenerator chance) {
        this.gap = gap;
        this.chance = chance;
        next(gap.first);
    }

    private void next(double wanted) {
        seconds = Math.min(gap.longest, wanted);
        gapNanos = VirtualTime.seconds(seconds * (1 - gap.jitter * chance.nextDouble()));
    }

    /** Whether a call may pass because none has; called for a call that may not pass otherwise. */
    boolean isDue(long nowNanos) {
        if (nowNanos - passedNanos < gapNanos) {
            return false;
        }
        next(2 * seconds);
        return true;
    }

    void passed(long nowNanos) {
        passedNanos = nowNanos;
    }

    void succeeded() {
        if (seconds > gap.first) {
            next(gap.first);
        }
    }
}
