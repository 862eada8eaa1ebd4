package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.run.Sample.Iteration;

/** What a call costs, in nanoseconds. */
public enum Cost {
    /** Processor time of the threads that call. Other programs disturb it little; time in which threads wait is not in it. */
    PROCESSOR,
    /** Time by the clock, as the caller sees it: where threads may wait for each other. Worth little on a busy machine. */
    WALL;

    /** The one that tells what a caller sees, or if that is the same, the one that is disturbed least. */
    public static Cost of(Case measured) {
        return measured.threads() == 1 ? PROCESSOR : WALL;
    }

    double nanos(Iteration iteration) {
        return this == PROCESSOR ? iteration.cpuNanos() : iteration.wallNanos();
    }
}
