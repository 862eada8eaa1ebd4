// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import java.util.Arrays;

/** One figure over several rounds. Immutable. */
public final class Spread {
    private final double[] sorted;

    public Spread(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no round was measured");
        }
        sorted = figures.clone();
        Arrays.sort(sorted);
    }

    public double least() {
        return sorted[0];
    }

    public double most() {
        return sorted[sorted.length - 1];
    }

    /** The median: the middle value, or the mean of the two middle ones. */
    public double median() {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
