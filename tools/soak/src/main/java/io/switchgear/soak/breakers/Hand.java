// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

/** An operation by hand. */
public enum Hand {
    FORCE_OPEN,
    DISABLE,
    METRICS_ONLY,
    RELEASE,
    RESET,
    /** Opened for a time. */
    OPEN,
    /** Opened from outside, and recovered. */
    OUTAGE,
    /** Hundreds of resets by two threads at once, more than the mailbox of a slow listener holds. */
    STORM;

    /** Whether it lasts until {@link #RELEASE}. */
    public boolean holds() {
        return compareTo(RELEASE) < 0;
    }
}
