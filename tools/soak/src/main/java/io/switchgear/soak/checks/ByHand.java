// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.StateChange;

/** The reasons that the soak gives for its operations by hand. */
public final class ByHand {
    /** A mark in each of them, which distinguishes them from a breaker's own changes. */
    private static final String MARK = "by the soak";

    private ByHand() {}

    public static String reason(long move) {
        return "move " + move + " " + MARK;
    }

    /** Whether the change was one of the soak's operations. */
    public static boolean isBehind(StateChange change) {
        return change.reason().contains(MARK);
    }
}
