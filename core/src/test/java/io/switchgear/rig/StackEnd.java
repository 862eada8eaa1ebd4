// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import io.switchgear.CallNotPermittedException;

/** Runs what is at the end of the stack. */
public final class StackEnd {
    private StackEnd() {}

    /** True when it overflowed. */
    public static boolean quietly(Runnable step) {
        try {
            step.run();
            return false;
        } catch (StackOverflowError overflow) {
            return true;
        } catch (CallNotPermittedException | IllegalStateException expected) {
            return false;
        }
    }

    public static void at(int depth, Runnable what) {
        if (depth <= 0) {
            what.run();
        } else {
            at(depth - 1, what);
        }
    }

    /** The most frames of {@link #at} that the stack holds now: it depends on what is compiled. */
    public static int deepest() {
        int fits = 0;
        int overflows = 1 << 20;
        while (overflows - fits > 1) {
            int tried = (fits + overflows) >>> 1;
            if (quietly(() -> at(tried, () -> {}))) {
                overflows = tried;
            } else {
                fits = tried;
            }
        }
        return fits;
    }
}
