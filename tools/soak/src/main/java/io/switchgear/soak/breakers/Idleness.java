// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import java.util.concurrent.TimeUnit;

/**
 * The total time in which no caller asked a breaker: on a busy machine callers are delayed, and due changes are noticed
 * only by the next call. Short gaps are part of the traffic and do not count. Thread-safe.
 */
public final class Idleness {
    private static final long USUAL_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Guarded by this, as {@link #idleNanos}. */
    private long lastNanos = System.nanoTime();

    private long idleNanos;

    /** A breaker has answered a call. */
    synchronized void asked(long nanos) {
        long gap = nanos - lastNanos;
        if (gap > USUAL_GAP_NANOS) {
            idleNanos += gap;
        }
        if (gap > 0) {
            lastNanos = nanos;
        }
    }

    /** {@return the sum of all gaps so far, the present one included} */
    public synchronized long nanos(long nowNanos) {
        long gap = nowNanos - lastNanos;
        return idleNanos + (gap > USUAL_GAP_NANOS ? gap : 0);
    }
}
