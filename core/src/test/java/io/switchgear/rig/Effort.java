// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

/**
 * How much is tried where more finds more: less by default, all of it with {@code -Dswitchgear.full}, as CI does on one JDK. What
 * a test demands is the same in both.
 */
public final class Effort {
    private static final boolean FULL = Boolean.getBoolean("switchgear.full");

    private Effort() {}

    public static int of(int usual, int full) {
        return FULL ? full : usual;
    }
}
