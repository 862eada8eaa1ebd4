package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a phase has learnt from single results, beyond counting them. Immutable.
 *
 * @param run failures since the last success
 * @param successesBefore successes that had been counted when the newest run ended
 * @param last the newest failure, also when a success came after it, or {@code null}
 * @param hint the newest hint, or {@code null}
 */
record Evidence(
        Run run,
        long successesBefore,
        @Nullable LastFailure last,
        @Nullable Hint hint) {
    static final Evidence NONE = new Evidence(Run.NONE, 0, null, null);

    /**
     * How long the other side asked to be left alone. Immutable.
     *
     * @param nanos for so long
     * @param givenNanos when it was given
     */
    record Hint(long nanos, long givenNanos) {

        /** The hint of a call, or the one before where it gave none. */
        static @Nullable Hint newer(@Nullable Hint before, @Nullable Duration given, long nowNanos) {
            return given == null ? before : new Hint(given.toNanos(), nowNanos);
        }

        /** Time left of it, in nanoseconds; zero when it is over. */
        long leftNanos(long nowNanos) {
            return Math.max(0, nanos - (nowNanos - givenNanos));
        }
    }

    /** A success, after so many: it ends a run. */
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

    /** Successes in a row, where so many have been counted by now. */
    long successesSince(long successes) {
        return run.length == 0 ? Math.max(0, successes - successesBefore) : 0;
    }

    /** What is left of the hint; zero when it is over. */
    long hintLeftNanos(long nowNanos) {
        return hint == null ? 0 : hint.leftNanos(nowNanos);
    }

    /** The metrics of a phase in which so many successes have been counted. */
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
