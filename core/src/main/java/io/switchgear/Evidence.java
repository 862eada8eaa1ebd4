package io.switchgear;

import io.switchgear.outcome.LastFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a phase has learnt from single results, beyond counting them. Immutable.
 *
 * @param runLength failures and abandoned calls since the last success
 * @param runAbandoned the abandoned calls among them
 * @param runStartNanos when the first of them ended
 * @param runEndNanos when the last of them ended
 * @param doubtful whether a call was given up after an unknown time, and no success has come since
 * @param successesBefore successes that had been counted when the newest run ended
 * @param last the newest failure, also when a success came after it, or {@code null}
 * @param hintNanos how long the newest hint asked to wait, 0 without one
 * @param hintedNanos when that hint was given
 */
record Evidence(
        long runLength,
        long runAbandoned,
        long runStartNanos,
        long runEndNanos,
        boolean doubtful,
        long successesBefore,
        @Nullable LastFailure last,
        long hintNanos,
        long hintedNanos) {
    static final Evidence NONE = after(0);

    /** The evidence of a phase that begins when so many successes have been counted. */
    static Evidence after(long successes) {
        return new Evidence(0, 0, 0, 0, false, successes, null, 0, 0);
    }

    /** Whether a success changes anything. */
    boolean awaitsSuccess() {
        return runLength != 0 || doubtful;
    }

    /** A success, the first after so many. */
    Evidence success(long successes) {
        return awaitsSuccess() ? new Evidence(0, 0, 0, 0, false, successes, last, hintNanos, hintedNanos) : this;
    }

    Evidence failure(LastFailure failure) {
        return failure(failure, 0);
    }

    Evidence abandoned(LastFailure failure) {
        return failure(failure, 1);
    }

    private Evidence failure(LastFailure failure, int abandoned) {
        long end = Failures.nanos(failure);
        return new Evidence(
                runLength + 1,
                runAbandoned + abandoned,
                runLength == 0 ? end : runStartNanos,
                end,
                doubtful,
                successesBefore,
                failure,
                hintNanos,
                hintedNanos);
    }

    /** A call was given up after an unknown time. */
    Evidence doubt() {
        return new Evidence(
                runLength,
                runAbandoned,
                runStartNanos,
                runEndNanos,
                true,
                successesBefore,
                last,
                hintNanos,
                hintedNanos);
    }

    Evidence hint(@Nullable Duration given, long nowNanos) {
        return given == null
                ? this
                : new Evidence(
                        runLength,
                        runAbandoned,
                        runStartNanos,
                        runEndNanos,
                        doubtful,
                        successesBefore,
                        last,
                        given.toNanos(),
                        nowNanos);
    }

    Duration runSpan() {
        return runLength == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, runEndNanos - runStartNanos));
    }

    /** What is left of the hint; zero when it is over. */
    long hintLeftNanos(long nowNanos) {
        return hintNanos == 0 ? 0 : Math.max(0, hintNanos - (nowNanos - hintedNanos));
    }
}
