// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stretch of time in one state of a {@link NaiveBreaker}: all that could be in any of them. Not thread-safe. */
public final class NaivePhase {
    public final State state;
    public final long since;
    /** The change that led here, or {@code null} in the first phase. */
    public final @Nullable StateChange change;
    /** Whether it counts in a window under the trip rule: closed, or ramping up. */
    public final boolean counts;

    // What is known of the last opening.
    public int attempt;
    public long waited;

    /** Until when the gate holds the next probe back, or {@link NaiveGuest#UNKNOWN} while it has not. */
    public long heldUntil = NaiveGuest.UNKNOWN;

    @Nullable
    public StateChange trip;

    /** The last opening of this outage by a rule or by probes. */
    @Nullable
    public StateChange ownTrip;

    // Counting.
    @Nullable
    public Window shape;

    public NaiveWindow window = new NaiveWindow();
    public long windowSince;
    /** The most calls that the window has held. */
    public long highWaterMark;

    // What single results told.
    public long runLength;
    public long successesInARow;
    public long runStart;
    /** The abandoned calls of the run. */
    public long runAbandoned;
    /** Whether a call was given up after an unknown time, and no success has come since. */
    public boolean doubt;

    @Nullable
    public LastFailure lastFailure;

    public long lastFailureAt;
    public long hint;
    public long hintedAt;

    // Stuck calls, by tenths of the limit.
    public long stuckLimit;
    public long stuckChecked;
    public long partEnd;
    public final List<NaiveGuest> out = new ArrayList<>();

    // Probes.
    @Nullable
    public HalfOpen plan;

    public final List<NaiveGuest> probesOut = new ArrayList<>();
    public final NaiveWindow probesBack = new NaiveWindow();
    /** Since when calls have been let in and none has brought a result that counts, or {@link NaiveGuest#UNKNOWN}. */
    public long silentSince = NaiveGuest.UNKNOWN;

    public long silentlyIgnored;

    // Ramp: what calls have earned, in parts of a whole call.
    @Nullable
    public Ramp ramp;

    public long earned = 1L << 32;

    @Nullable
    public NaiveShedding shedding;

    /** Runs beside the calls while the breaker only looks on. */
    @Nullable
    public NaiveBreaker beside;

    public NaivePhase(State state, long since, @Nullable StateChange change, boolean counts) {
        this.state = state;
        this.since = since;
        this.change = change;
        this.counts = counts;
    }

    public void knows(int openings, long wait, @Nullable StateChange lastTrip) {
        attempt = openings;
        waited = wait;
        trip = lastTrip;
    }

    /** Begins with an empty window. */
    public void look(Window through, long from) {
        shape = through;
        window = new NaiveWindow();
        windowSince = from;
        highWaterMark = 0;
    }

    /** Begins to look at the age of calls; a limit of zero ends it. */
    public void watch(long limit, long from) {
        stuckLimit = limit;
        stuckChecked = from;
        partEnd = from + tenth();
        out.clear();
    }

    public long tenth() {
        return Math.max(1, stuckLimit / 10);
    }

    /** The calls of the window, of the probes, or none. */
    public CallCounts held(long now) {
        if (plan != null) {
            return probesBack.last(Integer.MAX_VALUE);
        }
        if (!counts) {
            return CallCounts.NONE;
        }
        if (shape instanceof Window.LastTime time) {
            return window.inBuckets(time.buckets(), time.span().toNanos() / time.buckets(), windowSince, now);
        }
        return window.last(((Window.LastCalls) shape).count());
    }

    public long stuck(long now) {
        return stuckLimit == 0
                ? 0
                : out.stream()
                        .filter(guest -> now - guest.partEnd >= stuckLimit)
                        .count();
    }

    public Metrics metrics(long now, CircuitBreakerConfig config, long inFlight, boolean withStuck) {
        CallCounts held = held(now);
        Window seen =
                counts && shape != null ? shape : plan != null ? Window.lastCalls(plan.probes()) : config.window();
        return Metrics.builder(seen)
                .successes(held.successes())
                .failures(held.failures())
                .slowSuccesses(held.slowSuccesses())
                .slowFailures(held.slowFailures())
                .consecutiveFailures(runLength)
                .consecutiveAbandoned(runAbandoned)
                .consecutiveSuccesses(successesInARow)
                .abandonedAfter(counts || plan != null ? config.abandonedAfter().orElse(null) : null)
                .consecutiveFailuresSpan(
                        runLength == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, lastFailureAt - runStart)))
                .inFlight(inFlight)
                .stuckCalls(withStuck ? stuck(now) : 0)
                .lastFailure(lastFailure)
                .build();
    }

    public void succeeded() {
        runLength = 0;
        successesInARow++;
        runAbandoned = 0;
        doubt = false;
    }

    public void abandoned(LastFailure failure, long at) {
        failed(failure, at);
        runAbandoned++;
    }

    public void failed(LastFailure failure, long at) {
        runStart = runLength == 0 ? at : runStart;
        runLength++;
        successesInARow = 0;
        lastFailure = failure;
        lastFailureAt = at;
    }

    public void hinted(@Nullable Duration given, long at) {
        if (given != null) {
            hint = given.toNanos();
            hintedAt = at;
        }
    }

    public long hintLeft(long at) {
        return Math.max(0, hint - (at - hintedAt));
    }
}
