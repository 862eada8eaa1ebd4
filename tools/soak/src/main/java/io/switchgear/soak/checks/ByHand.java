package io.switchgear.soak.checks;

import io.switchgear.StateChange;

/** The reasons that the soak gives for its moves by hand. */
public final class ByHand {
    /** Stands in each of them, and so tells them from what a breaker does by itself. */
    private static final String MARK = "by the soak";

    private ByHand() {}

    public static String reason(long move) {
        return "move " + move + " " + MARK;
    }

    /** Whether it was a move of ours. */
    public static boolean isBehind(StateChange change) {
        return change.reason().contains(MARK);
    }
}
