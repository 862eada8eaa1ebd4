package io.switchgear.soak.checks;

import org.jspecify.annotations.Nullable;

/** One call on its way through a breaker, as its caller sees it. Each field says who writes it; the caller's thread if nothing. */
public final class Ask {
    private static final long NEVER = Long.MAX_VALUE;

    final long number;
    /** Before the breaker was asked; {@code null} for a keyed breaker, whose members can be exchanged between two looks. */
    final @Nullable Sighting before;
    /** Moves by hand that were over by then. */
    final int movesDone;
    /** Whether the breaker might be looking on only, and count nothing. */
    final boolean lookingOn;

    /** From within the operation; {@code null} before. */
    volatile @Nullable Sighting entered;

    volatile long enteredNanos;
    /** Moves by hand that had begun by then. */
    volatile int movesBegun;
    /** Whether the call is certainly a probe. Written once, under the lock of {@link ProbeWatch}. */
    private volatile boolean probe;
    /** Set by whoever is about to settle the call, before. */
    private volatile boolean settling;
    /** Whether the breaker may have been told that the other side answers. Set before that. */
    private volatile boolean answered;
    /** When the settlement began, at the earliest. */
    private volatile long settlingNanos = NEVER;
    /** Moves by hand that were over when the settlement began. */
    private volatile int movesDoneAtEnd;
    /** From just before that. */
    private volatile @Nullable Sighting settled;
    /** When a timer may settle the call without a word. */
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

    /** The operation begins: so the call has been let in. */
    public void entered(@Nullable Sighting sighting, long nowNanos, int begun, boolean looksOn) {
        enteredNanos = nowNanos;
        movesBegun = looksOn || lookingOn ? Integer.MAX_VALUE : begun;
        entered = sighting;
    }

    /** Somebody is about to settle the call. */
    public synchronized void settling(long nowNanos, int movesOver, @Nullable Sighting now) {
        if (!settling) {
            settlingNanos = nowNanos;
            movesDoneAtEnd = movesOver;
            settled = now;
            settling = true;
        }
    }

    /** A timer settles the call then, if nobody does before. */
    public void endsAt(long nanos) {
        timerNanos = nanos;
    }

    public @Nullable Sighting before() {
        return before;
    }

    /** Before the breaker was asked. */
    public long askedNanos() {
        return askedNanos;
    }

    /** For how long it was surely out; what the breaker measures is no less. Zero when nobody knows who settled it. */
    public long outNanos() {
        long end = Math.min(settlingNanos, timerNanos);
        return end == NEVER ? 0 : end - enteredNanos;
    }

    /** The breaker is to be told, now or later, that the other side answers. */
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

    /** Whether a lease that began with the asking would not be over: so the real one, which began later, is not. */
    public boolean isLeasedAt(long nanos, long leaseNanos) {
        return nanos - askedNanos < leaseNanos;
    }

    boolean isSurelyOut(long nowNanos) {
        return !settling && (timerNanos == NEVER || nowNanos - timerNanos < 0);
    }

    /** No move by hand can have come between the asking and the letting in; nor did the breaker look on only. */
    boolean wasLetInBetweenMoves() {
        return movesBegun == movesDone;
    }

    /** The call is surely none of a half-open phase, and not let in in shadow mode. */
    public boolean isSurelyNoProbe() {
        Sighting asked = before;
        Sighting in = entered;
        return asked != null && in != null && wasLetInBetweenMoves() && asked.isSameClosedPhase(in);
    }

    /** The half-open phase that let this probe in is still the current one. */
    public boolean isSurelyStillProbing(@Nullable Sighting now, int movesBegunByNow) {
        return probe && now != null && now.isProbing() && now.trip() == trip() && movesBegun == movesBegunByNow;
    }

    /** The phase that let it in was still the current one when it was back. */
    public boolean isSurelyTimely(@Nullable Sighting after, int movesBegunByThen) {
        Sighting asked = before;
        return asked != null
                && after != null
                && wasLetInBetweenMoves()
                && movesBegun == movesBegunByThen
                && asked.isSameClosedPhase(after);
    }

    /**
     * The phase that let it in was over when its settlement began: a move by hand had ended it, or the breaker had tripped since.
     * A timer settles without a word, so of those that have one nobody knows when their settlement began.
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
