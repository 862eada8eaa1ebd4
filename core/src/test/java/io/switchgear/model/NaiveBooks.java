// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.BreakerEvent;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.Totals;
import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.BrokenAtWill;
import io.switchgear.rig.Rig;
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
public final class NaiveBooks {
    public final BrokenAtWill callbacks;
    /** What the real ticker read at time zero. */
    public final long startTicks;

    public long now;
    /** When the last failure ended. */
    @Nullable
    public Long lastFailureAt;

    public long admitted;
    public long ignored;
    public long abandoned;
    public long late;
    public long wouldReject;
    /** By {@link CallCounts} kind. */
    public final long[] settled = new long[CallCounts.KINDS];

    public final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    /** All events since the beginning, in order. */
    public final List<BreakerEvent> events = new ArrayList<>();
    /** What the probe gate should have been asked since the last comparison, in order. */
    public final List<String> asked = new ArrayList<>();
    /** What call observers should have been told, in order. */
    public final List<String> observed = new ArrayList<>();
    /** How many observers are registered. */
    public int observers;

    public NaiveBooks(BrokenAtWill callbacks, long startTicks) {
        this.callbacks = callbacks;
        this.startTicks = startTicks;
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, 0L);
        }
    }

    public long inFlight() {
        long back = ignored + abandoned + late;
        for (long each : settled) {
            back += each;
        }
        return admitted - back;
    }

    public Totals totals() {
        return Made.totals(
                admitted,
                settled[CallCounts.FAST_SUCCESS] + settled[CallCounts.SLOW_SUCCESS],
                settled[CallCounts.FAST_FAILURE] + settled[CallCounts.SLOW_FAILURE],
                ignored,
                abandoned,
                settled[CallCounts.SLOW_SUCCESS] + settled[CallCounts.SLOW_FAILURE],
                late,
                wouldReject,
                rejected);
    }

    public void failedAt(long at) {
        lastFailureAt = at;
    }

    public void reject(RejectionReason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    public Instant instant(long at) {
        return Rig.START.plusNanos(at);
    }

    public long ticks(long at) {
        return startTicks + at;
    }

    public void tellRejected(RejectionReason reason) {
        tell("rejected " + reason);
    }

    public void tellSettled(Outcome outcome, long took) {
        tell("settled " + outcome + " after " + took);
    }

    public void tellAbandoned(long took) {
        tell("abandoned after " + took);
    }

    private void tell(String what) {
        for (int each = 0; each < observers; each++) {
            observed.add(what);
        }
    }

    /** How a call ended, in the words that are kept of it. */
    public record Said(
            @Nullable Duration hint, String type, @Nullable String message) {
        static final Said NOTHING = new Said(null, "a failure without an exception", null);

        LastFailure failure(boolean messages) {
            return Made.lastFailure(type, messages ? message : null);
        }
    }
}
