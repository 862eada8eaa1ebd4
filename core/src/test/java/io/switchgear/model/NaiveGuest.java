// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import org.jspecify.annotations.Nullable;

/** One call that a {@link NaiveBreaker} let in. Not thread-safe. */
public final class NaiveGuest {
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Where its outcome is counted; {@code null} as is the phase when it is not. */
    public final @Nullable NaiveBreaker at;

    public final @Nullable NaivePhase phase;
    /** When it began, or {@link #UNKNOWN} where durations are not looked at. */
    public long start = UNKNOWN;
    /** When its lease ends, if it is a probe. */
    public long deadline;
    /** When that part of the time ends in which it began, where a rule asks for stuck calls. */
    public long partEnd;
    /** Whether observers hear how it ends, and from when on they count. */
    public boolean observed;

    public long began;
    /** Whether its operation runs now: then calls through the same breaker ride with a probe. */
    public boolean runs;
    /** Whether the other side has given a sign of progress, and whether it did so after half of the lease. */
    public boolean progressed;

    public boolean progressedLate;

    public NaiveGuest(@Nullable NaiveBreaker at, @Nullable NaivePhase phase) {
        this.at = at;
        this.phase = phase;
    }
}
