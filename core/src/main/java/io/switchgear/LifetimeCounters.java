// SPDX-License-Identifier: Apache-2.0
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

/** The counts of a breaker over its lifetime, across all phases. Thread-safe. */
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

    /** The end of the last failure. Of several concurrent writers any may win. */
    private volatile long lastFailureNanos;
    /** Whether there has been a failure. Written after the time. */
    private volatile boolean hasFailed;

    LifetimeCounters() {
        super(REJECTED + REASONS.length);
    }

    void admitted() {
        add(ADMITTED);
    }

    /** Counts a refused call; a call refused by a shadow has passed. */
    void rejected(RejectionReason reason, boolean isShadow) {
        add(isShadow ? WOULD_REJECT : rejectedFor(reason));
    }

    @SuppressWarnings("EnumOrdinal") // An index in an array that is not stored: it may change from version to version.
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

    /** The successes over the breaker's lifetime. */
    long successes() {
        return sum(CallCounts.FAST_SUCCESS) + sum(CallCounts.SLOW_SUCCESS);
    }

    void stale() {
        add(STALE);
    }

    /** The calls in flight: exact if nothing is settled during the read, which is retried for that; otherwise a few too low. */
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

    /** Sums for {@link #addTo}, with nothing counted. */
    static long[] noFigures() {
        return new long[REJECTED + REASONS.length];
    }

    /**
     * Adds the counts to the sums of several breakers. Settled calls are read before admitted ones, so a concurrent call
     * counts as in flight and the number in flight is never negative.
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
