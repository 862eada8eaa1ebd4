// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import java.time.Duration;

/**
 * The length of the measurement. Iterations are short, because disturbances come and go: another program on the same core
 * slows a call by half for up to a second, while a neighbouring clock reading, which waits only for itself, costs the same.
 * Of many short iterations some fall into the gaps. Immutable.
 *
 * @param mostRounds the maximum number of times that each case is measured, in separate JVMs
 * @param warmups the iterations before the measurement
 * @param iterations the measured iterations
 * @param iteration the length of an iteration
 * @param budget the time after which no round begins that would exceed it, except for the first; includes everything else
 *     in a run
 */
public record Pace(int mostRounds, int warmups, int iterations, Duration iteration, Duration budget) {
    /** The pace of a table to publish. */
    public static final Pace FULL = new Pace(5, 30, 60, Duration.ofMillis(25), Duration.ofHours(1));
    /** The pace of a quick look, in less than five minutes. */
    public static final Pace QUICK = new Pace(4, 16, 14, Duration.ofMillis(25), Duration.ofMinutes(4));
    /** The pace of each build. */
    public static final Pace GATE = new Pace(3, 16, 14, Duration.ofMillis(25), Duration.ofSeconds(150));
}
