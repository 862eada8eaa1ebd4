// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The schedule of calls: irregular, at a given average rate, always the same for the same seed. Not thread-safe. */
final class Arrivals {
    private final double meanGapNanos;
    private final Random random;
    private double dueNanos;

    Arrivals(int perSecond, long seed) {
        this.meanGapNanos = (double) TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.random = new Random(seed);
    }

    /** {@return the nanoseconds from the start to the next call} */
    long nextNanos() {
        dueNanos += meanGapNanos * (0.5 + random.nextDouble());
        return (long) dueNanos;
    }
}
