// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a breaker, as its caller sees it. Each field names its writer; the caller's thread if none is
 * named.
 */
public final class Ask {
    private static final long NEVER = Long.MAX_VALUE;

    final long number;
    /**
     * The sighting before the breaker was asked; {@code null} for a keyed breaker, whose members can be replaced between
     * two snapshots.
     */
    final @Nullable Sighting before;
    /** The operations by hand that were over by then. */
    final int movesDone;
    /** Whether the breaker might be in shadow mode, and count nothing. */
    final boolean lookingOn;

    /** The sighting within the operation; {@code null} before. */
    volatile @Nullable Sighting entered;

    volatile long enteredNanos;
    /** The operations by hand that had begun by then. */
    volatile int movesBegun;
    /** Whether the call is certainly a probe. Written once, under the lock of {@link ProbeWatch}. */
    private volatile boolean probe;
    /** Set by the thread that is about to settle the call, before it does. */
    private volatile boolean settling;
    /** Whether progress of the other side may have been reported to the breaker. Set before that. */
    private volatile boolean answered;
    /** The earliest time at which the settlement began. */
    private volatile long settlingNanos = NEVER;
    /** The operations by hand that were over when the settlement began. */
    private volatile int movesDoneAtEnd;
    /** The sighting just before that. */
    private volatile @Nullable Sighting settled;
    /** The time at which a timer may settle the call unnoticed. */
    private volatile long timerNanos = NEVER;

    /** Whether the breaker counts calls at all. */
    private final boolean recorded;

    private final long askedNanos;

    public Ask(
            long number,
            long askedNanos,
            @Nullable Sighting before,
            int movesDone,
            boolean lookingOn,
            boolean recorded) {
        this.number = number;
        this.askedNanos = askedNanos;
        this.before = before;
        this.movesDone = movesDone;
        this.lookingOn = lookingOn;
        this.recorded = recorded;
    }

    /** The operation begins, so the call has been admitted. */
    public void entered(@Nullable Sighting sighting, long nowNanos, int begun, boolean looksOn) {
        enteredNanos = nowNanos;
        movesBegun = looksOn || lookingOn ? Integer.MAX_VALUE : begun;
        entered = sighting;
    }

    /** A thread is about to settle the call. */
    public synchronized void settling(long nowNanos, int movesOver, @Nullable Sighting now) {
        if (!settling) {
            settlingNanos = nowNanos;
            movesDoneAtEnd = movesOver;
            settled = now;
            settling = true;
        }
    }

    /** Sets the time at which a timer settles the call, if nothing does before. */
    public void endsAt(long nanos) {
        timerNanos = nanos;
    }

    public @Nullable Sighting before() {
        return before;
    }

    /** The time before the breaker was asked. */
    public long askedNanos() {
        return askedNanos;
    }

    /** The time for which it was certainly out; the breaker measures at least that. Zero if it is unknown who settled it. */
    public long outNanos() {
        long end = Math.min(settlingNanos, timerNanos);
        return end == NEVER ? 0 : end - enteredNanos;
    }

    /** The progress of the other side is reported to the breaker, now or later. */
    public void answered() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    public boolean isRecorded() {
        return recorded;
    }

    public long number() {
        return number;
    }

    public boolean isProbe() {
        return probe;
    }

    /** The trip whose probe the call is, if it is one. */
    public long trip() {
        Sighting seen = entered;
        return seen == null ? 0 : seen.trip();
    }

    void isSurelyProbe() {
        probe = true;
    }

    boolean wasEnteredBefore(long nanos) {
        return enteredNanos - nanos < 0;
    }

    /** Whether a lease that began with the request would not be over, so the real one, which began later, is not. */
    public boolean isLeasedAt(long nanos, long leaseNanos) {
        return nanos - askedNanos < leaseNanos;
    }

    boolean isSurelyOut(long nowNanos) {
        return !settling && (timerNanos == NEVER || nowNanos - timerNanos < 0);
    }

    /**
     * Whether no operation by hand can have come between the request and the admission, and the breaker was not in shadow
     * mode.
     */
    boolean wasLetInBetweenMoves() {
        return movesBegun == movesDone;
    }

    /** Whether the call is certainly not one of a half-open phase, and was not admitted in shadow mode. */
    public boolean isSurelyNoProbe() {
        Sighting asked = before;
        Sighting in = entered;
        return asked != null && in != null && wasLetInBetweenMoves() && asked.isSameClosedPhase(in);
    }

    /** Whether the half-open phase that admitted this probe is certainly still the current one. */
    public boolean isSurelyStillProbing(@Nullable Sighting now, int movesBegunByNow) {
        return probe && now != null && now.isProbing() && now.trip() == trip() && movesBegun == movesBegunByNow;
    }

    /** Whether the phase that admitted it was certainly still the current one when it was back. */
    public boolean isSurelyTimely(@Nullable Sighting after, int movesBegunByThen) {
        Sighting asked = before;
        return asked != null
                && after != null
                && wasLetInBetweenMoves()
                && movesBegun == movesBegunByThen
                && asked.isSameClosedPhase(after);
    }

    /**
     * Whether the phase that admitted it was certainly over when its settlement began: an operation by hand had ended it,
     * or the breaker had tripped since. A timer settles unnoticed, so for calls with a timer the start of the settlement is
     * unknown.
     */
    public boolean isSurelyLate() {
        if (timerNanos != NEVER || !wasLetInBetweenMoves()) {
            return false;
        }
        Sighting in = entered;
        Sighting end = settled;
        return movesDoneAtEnd > movesBegun || (in != null && end != null && end.trip() > in.trip());
    }
}
