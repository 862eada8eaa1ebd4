// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.concurrent.atomic.AtomicLong;

/** Spreads a share of calls evenly: each call earns its part, and the call that completes a whole passes. Thread-safe. */
final class EvenSpread {
    /** The amount that a call must have earned to pass. */
    static final long WHOLE_CALL = 1L << 32;

    /**
     * The parts earned towards the next call that passes. Updated by compare-and-set. Starts full, so the first call
     * passes.
     */
    private final AtomicLong earned = new AtomicLong(WHOLE_CALL);

    /** Whether the call that earns this part of a {@link #WHOLE_CALL} passes. */
    boolean next(long part) {
        for (; ; ) {
            long seen = earned.get();
            boolean passes = seen >= WHOLE_CALL;
            long left = (passes ? seen - WHOLE_CALL : seen) + part;
            if (earned.compareAndSet(seen, left)) {
                return passes;
            }
        }
    }
}
