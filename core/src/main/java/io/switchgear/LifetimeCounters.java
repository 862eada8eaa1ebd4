package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.counting.StripedCounters;
import io.switchgear.support.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a breaker has counted in its life, across all phases. Thread-safe. */
final class LifetimeCounters extends StripedCounters {
    private static final VarHandle LAST_FAILURE = Fields.handle(MethodHandles.lookup(), "lastFailureNanos", long.class);
    private static final int ADMITTED = CallCounts.KINDS;
    private static final int IGNORED = ADMITTED + 1;
    private static final int STALE = ADMITTED + 2;
    private static final int ABANDONED = ADMITTED + 3;
    private static final int WOULD_REJECT = ADMITTED + 4;
    private static final int REJECTED = ADMITTED + 5;
    private static final int LOOKS = 3;
    private static final RejectionReason[] REASONS = RejectionReason.values();

    /** When the last failure ended. Of several writers at a time any will do. */
    private volatile long lastFailureNanos;
    /** Whether there has been one. Written after the time. */
    private volatile boolean hasFailed;

    LifetimeCounters() {
        super(REJECTED + REASONS.length);
    }

    void admitted() {
        add(ADMITTED);
    }

    /** Counts a refused call; one that a shadow refuses has passed. */
    void rejected(RejectionReason reason, boolean isShadow) {
        add(isShadow ? WOULD_REJECT : rejectedFor(reason));
    }

    @SuppressWarnings("EnumOrdinal") // A place in an array that nobody stores: it may change from version to version.
    private static int rejectedFor(RejectionReason reason) {
        return REJECTED + reason.ordinal();
    }

    /** Counts a success or failure, by a kind of {@link CallCounts}. */
    void settled(int kind) {
        add(kind);
    }

    void ignored() {
        add(IGNORED);
    }

    void abandoned() {
        add(ABANDONED);
    }

    void failedAt(long nowNanos) {
        LAST_FAILURE.setRelease(this, nowNanos);
        if (!hasFailed) {
            hasFailed = true;
        }
    }

    Optional<Duration> lastFailureAgo(long nowNanos) {
        return hasFailed ? Optional.of(Duration.ofNanos(Math.max(0, nowNanos - lastFailureNanos))) : Optional.empty();
    }

    /** Successes of the breaker's life. */
    long successes() {
        return sum(CallCounts.FAST_SUCCESS) + sum(CallCounts.SLOW_SUCCESS);
    }

    void stale() {
        add(STALE);
    }

    /** Calls that are out: exact when nothing is settled while it looks, for which it looks again; else a few too low. */
    long inFlight() {
        long before = settled();
        for (int looks = 0; ; looks++) {
            long admitted = sum(ADMITTED);
            long after = settled();
            if (after == before || looks == LOOKS) {
                return Math.max(0, admitted - after);
            }
            before = after;
        }
    }

    private long settled() {
        long settled = sum(IGNORED) + sum(ABANDONED) + sum(STALE);
        for (int kind = 0; kind < CallCounts.KINDS; kind++) {
            settled += sum(kind);
        }
        return settled;
    }

    Totals totals() {
        long[] figures = noFigures();
        addTo(figures);
        return totals(figures);
    }

    /** Figures for {@link #addTo}, with nothing counted. */
    static long[] noFigures() {
        return new long[REJECTED + REASONS.length];
    }

    /**
     * Adds what is counted to the sums of several breakers. Settled calls are read before admitted ones: so a call in between
     * counts as in flight, never as less than none.
     */
    void addTo(long[] figures) {
        for (int figure = 0; figure < figures.length; figure++) {
            if (figure != ADMITTED) {
                figures[figure] += sum(figure);
            }
        }
        figures[ADMITTED] += sum(ADMITTED);
    }

    static Totals totals(long[] figures) {
        Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
        for (RejectionReason reason : REASONS) {
            rejected.put(reason, figures[rejectedFor(reason)]);
        }
        return new Totals(new Totals.Values(
                figures[ADMITTED],
                figures[CallCounts.FAST_SUCCESS] + figures[CallCounts.SLOW_SUCCESS],
                figures[CallCounts.FAST_FAILURE] + figures[CallCounts.SLOW_FAILURE],
                figures[IGNORED],
                figures[ABANDONED],
                figures[CallCounts.SLOW_SUCCESS] + figures[CallCounts.SLOW_FAILURE],
                figures[STALE],
                figures[WOULD_REJECT],
                Collections.unmodifiableMap(rejected)));
    }
}
