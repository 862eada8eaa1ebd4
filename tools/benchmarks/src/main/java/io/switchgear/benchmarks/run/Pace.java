package io.switchgear.benchmarks.run;

import java.time.Duration;

/**
 * How long to measure. Iterations are short, since what disturbs comes and goes: another program on the same core slows a
 * call by half for up to a second, while a clock reading next to it, which waits for itself only, costs the same. Of many short
 * iterations some fall into the gaps. Immutable.
 *
 * @param mostRounds times that each case is measured, in JVMs of its own
 * @param warmups iterations before it counts
 * @param iterations iterations that count
 * @param iteration length of each
 * @param budget no round begins that would go beyond it, but for the first; what else a run does is in it
 */
public record Pace(int mostRounds, int warmups, int iterations, Duration iteration, Duration budget) {
    /** For a table to publish. */
    public static final Pace FULL = new Pace(5, 30, 60, Duration.ofMillis(25), Duration.ofHours(1));
    /** For a look, in less than five minutes. */
    public static final Pace QUICK = new Pace(4, 16, 14, Duration.ofMillis(25), Duration.ofMinutes(4));
    /** For each build. */
    public static final Pace GATE = new Pace(3, 16, 14, Duration.ofMillis(25), Duration.ofSeconds(150));
}
