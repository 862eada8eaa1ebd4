// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Score;
import io.switchgear.simulation.world.World;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Runs a scenario with several seeds, and takes the median of each figure. */
final class Medians {
    private Medians() {}

    /** {@return the medians over the seeds from 1 to the given number} */
    static Score of(Scenario scenario, Guards guard, int seeds) {
        return of(LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> World.run(scenario, guard.maker(), seed))
                .toList());
    }

    static Score of(List<Score> scores) {
        return new Score(
                median(scores, Score::goodput),
                median(scores, Score::after),
                median(scores, Score::recovery),
                median(scores, Score::failed),
                median(scores, Score::calls),
                median(scores, Score::load),
                median(scores, Score::rejectedAfter),
                median(scores, Score::openings),
                median(scores, Score::probes),
                median(scores, Score::worstProbes),
                median(scores, Score::lastClosed));
    }

    static double median(List<Score> scores, ToDoubleFunction<Score> figure) {
        double[] sorted = scores.stream().mapToDouble(figure).sorted().toArray();
        double lower = sorted[(sorted.length - 1) / 2];
        double upper = sorted[sorted.length / 2];
        return lower == upper ? upper : (lower + upper) / 2;
    }
}
