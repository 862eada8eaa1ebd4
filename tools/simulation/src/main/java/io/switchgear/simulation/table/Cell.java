// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.world.Score;
import java.util.Locale;

/** Scores as texts. */
final class Cell {
    private Cell() {}

    static String goodput(Score score) {
        return percent(score.goodput());
    }

    static String after(Score score) {
        return percent(score.after());
    }

    static String course(Score score) {
        return goodput(score) + "/" + after(score) + "/" + seconds(score.recovery());
    }

    static String courseAndCost(Score score) {
        String openings = score.openings() == 0 ? "" : " (" + count(score.openings()) + ")";
        return course(score) + "/" + count(score.failed()) + openings;
    }

    static String fleet(Score score) {
        return count(score.calls()) + " = " + String.format(Locale.ROOT, "%.1f %%", 100 * score.calls() / score.load())
                + " / " + count(score.probes()) + " / " + count(score.worstProbes()) + " / "
                + seconds(score.lastClosed()) + " / " + after(score) + " / " + percent(score.rejectedAfter());
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.valueOf(Math.round(100 * share));
    }

    static String seconds(double count) {
        return Double.isInfinite(count) ? "never" : String.valueOf(Math.round(count));
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%,d", Math.round(count));
    }
}
