package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link NaiveBreaker} shares with the one that only looks on in its place: time, the figures of a lifetime, and what
 * was told to listeners and observers. Time here begins at zero and never wraps. Not thread-safe.
 */
final class NaiveBooks {
    final BrokenAtWill callbacks;
    /** What the real ticker read at time zero. */
    final long startTicks;

    long now;
    /** When the last failure ended. */
    @Nullable
    Long lastFailureAt;

    long admitted;
    long ignored;
    long abandoned;
    long late;
    long wouldReject;
    /** By {@link CallCounts} kind. */
    final long[] settled = new long[CallCounts.KINDS];

    final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    /** All events since the beginning, in order. */
    final List<BreakerEvent> events = new ArrayList<>();
    /** What the probe gate should have been asked since the last comparison, in order. */
    final List<String> asked = new ArrayList<>();
    /** What call observers should have been told, in order. */
    final List<String> observed = new ArrayList<>();
    /** How many observers are registered. */
    int observers;

    NaiveBooks(BrokenAtWill callbacks, long startTicks) {
        this.callbacks = callbacks;
        this.startTicks = startTicks;
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, 0L);
        }
    }

    long inFlight() {
        long back = ignored + abandoned + late;
        for (long each : settled) {
            back += each;
        }
        return admitted - back;
    }

    Totals totals() {
        return new Totals(new Totals.Values(
                admitted,
                settled[CallCounts.FAST_SUCCESS] + settled[CallCounts.SLOW_SUCCESS],
                settled[CallCounts.FAST_FAILURE] + settled[CallCounts.SLOW_FAILURE],
                ignored,
                abandoned,
                settled[CallCounts.SLOW_SUCCESS] + settled[CallCounts.SLOW_FAILURE],
                late,
                wouldReject,
                rejected));
    }

    void failedAt(long at) {
        lastFailureAt = at;
    }

    void reject(RejectionReason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    Instant instant(long at) {
        return Rig.START.plusNanos(at);
    }

    long ticks(long at) {
        return startTicks + at;
    }

    void tellRejected(RejectionReason reason) {
        tell("rejected " + reason);
    }

    void tellSettled(Outcome outcome, long took) {
        tell("settled " + outcome + " after " + took);
    }

    void tellAbandoned(long took) {
        tell("abandoned after " + took);
    }

    private void tell(String what) {
        for (int each = 0; each < observers; each++) {
            observed.add(what);
        }
    }

    /** How a call ended, in the words that are kept of it. */
    record Said(
            @Nullable Duration hint, String type, @Nullable String message) {
        static final Said NOTHING = new Said(null, "a failure without an exception", null);

        LastFailure failure(boolean messages) {
            return LastFailures.of(type, messages ? message : null);
        }
    }
}
