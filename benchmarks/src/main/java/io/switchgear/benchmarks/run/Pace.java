package io.switchgear.benchmarks.run;

import java.time.Duration;

/**
 * How long to measure. Immutable.
 *
 * @param mostRounds times that each case is measured, in JVMs of its own
 * @param warmups iterations before it counts
 * @param iterations iterations that count
 * @param iteration length of each
 * @param budget no round begins that would go beyond it, but for the first; what else a run does is in it
 */
public record Pace(int mostRounds, int warmups, int iterations, Duration iteration, Duration budget) {
    /** For a table to publish. */
    public static final Pace FULL = new Pace(5, 10, 10, Duration.ofMillis(100), Duration.ofHours(1));
    /** For a look, in less than five minutes. */
    public static final Pace QUICK = new Pace(4, 8, 6, Duration.ofMillis(50), Duration.ofMinutes(4));
    /** For each build. */
    public static final Pace GATE = new Pace(3, 8, 6, Duration.ofMillis(50), Duration.ofSeconds(150));
}
