package io.switchgear;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What a breaker has counted in its life, across all phases. Thread-safe. */
final class Ledger {
    private static final int ADMITTED = Counts.KINDS;
    private static final int IGNORED = ADMITTED + 1;
    private static final int LATE = ADMITTED + 2;
    private static final int WOULD_REJECT = ADMITTED + 3;
    private static final int REJECTED = ADMITTED + 4;
    private static final int LOOKS = 3;
    private static final RejectionReason[] REASONS = RejectionReason.values();

    private final StripedCounters counters;
    private final boolean looksOnOnly;

    Ledger() {
        this(new StripedCounters(REJECTED + REASONS.length), false);
    }

    private Ledger(StripedCounters counters, boolean looksOnOnly) {
        this.counters = counters;
        this.looksOnOnly = looksOnOnly;
    }

    /** The same ledger for a circuit that only looks on: what it rejects it would reject. */
    Ledger lookingOn() {
        return new Ledger(counters, true);
    }

    void admitted() {
        counters.add(ADMITTED);
    }

    void rejected(RejectionReason reason) {
        counters.add(looksOnOnly ? WOULD_REJECT : rejectedFor(reason));
    }

    @SuppressWarnings("EnumOrdinal") // A place in an array that nobody stores: it may change from version to version.
    private static int rejectedFor(RejectionReason reason) {
        return REJECTED + reason.ordinal();
    }

    /** Counts a success or failure, by a kind of {@link Counts}. */
    void settled(int kind) {
        counters.add(kind);
    }

    void ignored() {
        counters.add(IGNORED);
    }

    void late() {
        counters.add(LATE);
    }

    /** Calls that are out: exact when nothing is settled while it looks, for which it looks again; else a few too low. */
    long inFlight() {
        long before = settled();
        for (int looks = 0; ; looks++) {
            long admitted = counters.sum(ADMITTED);
            long after = settled();
            if (after == before || looks == LOOKS) {
                return Math.max(0, admitted - after);
            }
            before = after;
        }
    }

    private long settled() {
        long settled = counters.sum(IGNORED) + counters.sum(LATE);
        for (int kind = 0; kind < Counts.KINDS; kind++) {
            settled += counters.sum(kind);
        }
        return settled;
    }

    /** Settled calls are read before admitted ones: so a call in between counts as in flight, never as less than none. */
    Totals totals() {
        long fastSuccesses = counters.sum(Counts.FAST_SUCCESS);
        long slowSuccesses = counters.sum(Counts.SLOW_SUCCESS);
        long fastFailures = counters.sum(Counts.FAST_FAILURE);
        long slowFailures = counters.sum(Counts.SLOW_FAILURE);
        long ignored = counters.sum(IGNORED);
        long late = counters.sum(LATE);
        Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
        for (RejectionReason reason : REASONS) {
            rejected.put(reason, counters.sum(rejectedFor(reason)));
        }
        return new Totals(
                counters.sum(ADMITTED),
                fastSuccesses + slowSuccesses,
                fastFailures + slowFailures,
                ignored,
                slowSuccesses + slowFailures,
                late,
                counters.sum(WOULD_REJECT),
                Collections.unmodifiableMap(rejected));
    }
}
