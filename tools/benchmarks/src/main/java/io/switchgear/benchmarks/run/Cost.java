// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.run.Sample.Iteration;

/** The cost of a call, in nanoseconds. */
public enum Cost {
    /**
     * The processor time of the calling threads. Other programs disturb it little; it excludes the time in which threads
     * wait.
     */
    PROCESSOR,
    /** The wall-clock time, as the caller sees it: for threads that may wait for each other. Worth little on a busy machine. */
    WALL;

    /** The kind of cost that shows what a caller sees or, if that is the same for both, the one that is disturbed least. */
    public static Cost of(Case measured) {
        return measured.threads() == 1 ? PROCESSOR : WALL;
    }

    double nanos(Iteration iteration) {
        return this == PROCESSOR ? iteration.cpuNanos() : iteration.wallNanos();
    }
}
