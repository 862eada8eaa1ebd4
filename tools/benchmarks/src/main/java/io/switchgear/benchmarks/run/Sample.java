// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of one case in one JVM. Immutable.
 *
 * @param of the case
 * @param round the number of the round
 * @param iterations the measurements by iteration
 */
public record Sample(Case of, int round, List<Iteration> iterations) {

    /**
     * The measurements of one stretch of time, per call on average.
     *
     * @param wallNanos the wall-clock time, per call and thread
     * @param cpuNanos the processor time of the calling threads
     * @param bytes the allocated bytes
     */
    public record Iteration(double wallNanos, double cpuNanos, double bytes) {}

    /** The cost of a call in the fastest iteration, because disturbance only ever adds. */
    public double nanos(Cost cost) {
        return least(cost::nanos);
    }

    /** The bytes per call in the iteration with the fewest, because the compiler and the measurement allocate too. */
    public double bytes() {
        return least(Iteration::bytes);
    }

    private double least(ToDoubleFunction<Iteration> figure) {
        return iterations.stream().mapToDouble(figure).min().orElseThrow();
    }
}
