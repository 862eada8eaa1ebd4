package io.switchgear;

import io.switchgear.support.RecordText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a breaker since it was made. Immutable. No figure ever decreases from one snapshot to the next, and once no
 * call is being let in or settled, {@code admitted = successes + failures + ignored + abandoned + stale + inFlight}.
 *
 * @since 0.1
 */
public final class Totals {
    private final Values values;

    Totals(Values values) {
        this.values = values;
    }

    record Values(
            long admitted,
            long successes,
            long failures,
            long ignored,
            long abandoned,
            long slow,
            long stale,
            long wouldReject,
            Map<RejectionReason, Long> rejected) {}

    /** {@return number of calls let through} */
    public long admitted() {
        return values.admitted;
    }

    /** {@return number of calls that came back as successes} */
    public long successes() {
        return values.successes;
    }

    /** {@return number of calls that came back as failures; a probe that did not come back is none} */
    public long failures() {
        return values.failures;
    }

    /** {@return number of calls that came back and said nothing} */
    public long ignored() {
        return values.ignored;
    }

    /** {@return number of calls that their callers gave up after more than the bound of {@code abandonedAfter}} */
    public long abandoned() {
        return values.abandoned;
    }

    /** {@return successes and failures that took longer than the slow-call threshold} */
    public long slow() {
        return values.slow;
    }

    /**
     * Stale results.
     *
     * @return number of calls that came back after the phase that let them through, or after their probe timeout: counted
     *     here only
     */
    public long stale() {
        return values.stale;
    }

    /** {@return calls that passed unrecorded in {@link State#METRICS_ONLY} and would have been rejected} */
    public long wouldReject() {
        return values.wouldReject;
    }

    /** {@return calls not let through, by reason; every reason has an entry; unmodifiable} */
    public Map<RejectionReason, Long> rejected() {
        return values.rejected;
    }

    /** {@return number of calls let through and not back yet; never negative in a snapshot} */
    public long inFlight() {
        // Where the stack ends while a call is settled, that call can be counted as stale besides (contract, C5).
        return Math.max(0, admitted() - successes() - failures() - ignored() - abandoned() - stale());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Totals that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all figures by name} */
    @Override
    public String toString() {
        return RecordText.of("Totals", values);
    }
}
