package io.switchgear;

import io.switchgear.outcome.LastFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a phase has learnt from single results, beyond counting them. Immutable.
 *
 * @param runLength failures since the last success
 * @param runStartNanos when the first of them ended
 * @param last the newest failure, also when a success came after it, or {@code null}
 * @param hintNanos how long the newest hint asked to wait, 0 without one
 * @param hintedNanos when that hint was given
 */
record Evidence(
        long runLength, long runStartNanos, @Nullable LastFailure last, long hintNanos, long hintedNanos) {
    static final Evidence NONE = new Evidence(0, 0, null, 0, 0);

    Evidence success() {
        return runLength == 0 ? this : new Evidence(0, 0, last, hintNanos, hintedNanos);
    }

    Evidence failure(LastFailure failure) {
        long start = runLength == 0 ? Failures.nanos(failure) : runStartNanos;
        return new Evidence(runLength + 1, start, failure, hintNanos, hintedNanos);
    }

    Evidence hint(@Nullable Duration given, long nowNanos) {
        return given == null ? this : new Evidence(runLength, runStartNanos, last, given.toNanos(), nowNanos);
    }

    Duration runSpan() {
        return runLength == 0 || last == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, Failures.nanos(last) - runStartNanos));
    }

    /** What is left of the hint; zero when it is over. */
    long hintLeftNanos(long nowNanos) {
        return hintNanos == 0 ? 0 : Math.max(0, hintNanos - (nowNanos - hintedNanos));
    }
}
