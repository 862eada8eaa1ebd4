package io.switchgear.benchmarks.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one JVM measured of one case. Immutable.
 *
 * @param of the case
 * @param round in which turn
 * @param iterations what was measured, piece by piece
 */
public record Sample(Case of, int round, List<Iteration> iterations) {

    /**
     * One stretch of time, for the average call in it.
     *
     * @param wallNanos by the clock, per call and thread
     * @param cpuNanos processor time of the threads that called
     * @param bytes allocated
     */
    public record Iteration(double wallNanos, double cpuNanos, double bytes) {}

    /** The cost of a call in the fastest iteration: disturbance only ever adds. */
    public double nanos(Cost cost) {
        return least(cost::nanos);
    }

    /** Bytes per call in the iteration with the fewest: what the compiler's work and the measuring allocate comes on top. */
    public double bytes() {
        return least(Iteration::bytes);
    }

    private double least(ToDoubleFunction<Iteration> figure) {
        return iterations.stream().mapToDouble(figure).min().orElseThrow();
    }
}
