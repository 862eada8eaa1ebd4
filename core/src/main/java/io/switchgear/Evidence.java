// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge that a phase has gained from single results, beyond counts. Immutable.
 *
 * @param run failures since the last success
 * @param successesBefore the successes that had been counted when the newest run ended
 * @param last the newest failure, even if a success came after it, or {@code null}
 * @param hint the newest hint, or {@code null}
 */
record Evidence(
        Run run,
        long successesBefore,
        @Nullable LastFailure last,
        @Nullable Hint hint) {
    static final Evidence NONE = new Evidence(Run.NONE, 0, null, null);

    /**
     * A time for which the other side asked not to be called. Immutable.
     *
     * @param nanos the length
     * @param givenNanos the time at which the hint was given
     */
    record Hint(long nanos, long givenNanos) {

        /** The hint of a call, or the earlier one if the call gave none. */
        static @Nullable Hint newer(@Nullable Hint before, @Nullable Duration given, long nowNanos) {
            return given == null ? before : new Hint(given.toNanos(), nowNanos);
        }

        /** The remaining time, in nanoseconds; zero if the hint is over. */
        long leftNanos(long nowNanos) {
            return Math.max(0, nanos - (nowNanos - givenNanos));
        }
    }

    /** The evidence after a success, which ends a run; so many successes were counted before it. */
    Evidence success(long successes) {
        return run.length == 0 ? this : new Evidence(Run.NONE, successes, last, hint);
    }

    Evidence failure(LastFailure failure, @Nullable Duration given, long nowNanos) {
        return new Evidence(run.failure(nowNanos), successesBefore, failure, Hint.newer(hint, given, nowNanos));
    }

    Evidence abandoned(LastFailure failure, long nowNanos) {
        return new Evidence(run.abandonedCall(nowNanos), successesBefore, failure, hint);
    }

    Evidence hinted(@Nullable Duration given, long nowNanos) {
        return given == null ? this : new Evidence(run, successesBefore, last, Hint.newer(hint, given, nowNanos));
    }

    /** The successes in a row, given the number that have been counted by now. */
    long successesSince(long successes) {
        return run.length == 0 ? Math.max(0, successes - successesBefore) : 0;
    }

    /** The remaining time of the hint; zero if it is over. */
    long hintLeftNanos(long nowNanos) {
        return hint == null ? 0 : hint.leftNanos(nowNanos);
    }

    /** The metrics of a phase with that many successes. */
    Metrics metrics(
            Window window,
            CallCounts counts,
            long phaseSuccesses,
            @Nullable Duration abandonedAfter,
            long inFlight,
            long stuckCalls) {
        return Metrics.builder(window)
                .successes(counts.successes())
                .failures(counts.failures())
                .slowSuccesses(counts.slowSuccesses())
                .slowFailures(counts.slowFailures())
                .consecutiveFailures(run.length)
                .consecutiveAbandoned(run.abandoned())
                .consecutiveSuccesses(successesSince(phaseSuccesses))
                .abandonedAfter(abandonedAfter)
                .consecutiveFailuresSpan(run.span())
                .inFlight(inFlight)
                .stuckCalls(stuckCalls)
                .lastFailure(last)
                .build();
    }
}
