// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures all cases in turn, and then again, so that a temporary disturbance affects all of them, and compared cases are
 * measured close to each other. Every other round runs backwards. Not thread-safe.
 */
public final class Rounds {
    private final Pace pace;
    private final Consumer<String> progress;
    private final long startNanos;

    /** Creates rounds; the time starts here. */
    public Rounds(Pace pace, Consumer<String> progress) {
        this.startNanos = System.nanoTime();
        this.pace = pace;
        this.progress = progress;
    }

    public Results run(List<Case> cases) throws RunnerException {
        List<Sample> samples = new ArrayList<>();
        List<Case> order = new ArrayList<>(cases);
        Duration longest = Duration.ZERO;
        int round = 0;
        do {
            round++;
            Duration before = elapsed();
            for (Case each : order) {
                samples.add(ForkedRun.of(each, round, pace));
            }
            Duration took = elapsed().minus(before);
            longest = took.compareTo(longest) > 0 ? took : longest;
            progress.accept("round " + round + " of at most " + pace.mostRounds() + ": " + order.size() + " JVMs in "
                    + took.toSeconds() + " s");
            Collections.reverse(order);
        } while (round < pace.mostRounds() && elapsed().plus(longest).compareTo(pace.budget()) <= 0);
        return new Results(samples);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
