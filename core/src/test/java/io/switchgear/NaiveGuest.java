package io.switchgear;

import org.jspecify.annotations.Nullable;

/** One call that a {@link NaiveBreaker} let in. Not thread-safe. */
final class NaiveGuest {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** Where its outcome is counted; {@code null} as is the phase when it is not. */
    final @Nullable NaiveBreaker at;

    final @Nullable NaivePhase phase;
    /** When it began, or {@link #UNKNOWN} where durations are not looked at. */
    long start = UNKNOWN;
    /** When its lease ends, if it is a probe. */
    long deadline;
    /** When that part of the time ends in which it began, where a rule asks for stuck calls. */
    long partEnd;
    /** Whether observers hear how it ends, and from when on they count. */
    boolean observed;

    long began;
    /** Whether its operation runs now: then calls through the same breaker ride with a probe. */
    boolean runs;
    /** Whether the other side has given a sign of progress, and whether it did so after half of the lease. */
    boolean progressed;

    boolean progressedLate;

    NaiveGuest(@Nullable NaiveBreaker at, @Nullable NaivePhase phase) {
        this.at = at;
        this.phase = phase;
    }
}
