package io.switchgear.simulation.table;

import io.switchgear.simulation.world.Score;
import java.util.Locale;

/** The text of a cell. */
enum Cell {
    GOODPUT {
        @Override
        String text(Score score) {
            return percent(score.goodput());
        }
    },
    AFTER {
        @Override
        String text(Score score) {
            return percent(score.after());
        }
    },
    COURSE {
        @Override
        String text(Score score) {
            return percent(score.goodput()) + "/" + percent(score.after()) + "/" + seconds(score.recovery());
        }
    },
    COURSE_AND_COST {
        @Override
        String text(Score score) {
            return COURSE.text(score) + "/" + count(score.failed()) + " (" + count(score.openings()) + ")";
        }
    },
    FLEET {
        @Override
        String text(Score score) {
            return count(score.calls()) + " (" + String.format(Locale.ROOT, "%.1f %%", 100 * score.calls() / score.load())
                    + ") / " + count(score.probes()) + " / " + count(score.worstProbes()) + " / "
                    + seconds(score.lastClosed()) + " / " + percent(score.after());
        }
    };

    abstract String text(Score score);

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
