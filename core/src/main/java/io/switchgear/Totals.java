// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.RecordText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a breaker since it was created. Immutable. No figure ever decreases from one snapshot to the next, and as
 * long as no call is being admitted or settled,
 * {@code admitted = successes + failures + ignored + abandoned + stale + inFlight}.
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

    /** {@return the number of calls admitted} */
    public long admitted() {
        return values.admitted;
    }

    /** {@return the number of calls that succeeded} */
    public long successes() {
        return values.successes;
    }

    /** {@return the number of calls that failed; a probe that did not come back is not included} */
    public long failures() {
        return values.failures;
    }

    /** {@return the number of calls that were ignored} */
    public long ignored() {
        return values.ignored;
    }

    /** {@return the number of calls that their callers gave up after more than the bound of {@code abandonedAfter}} */
    public long abandoned() {
        return values.abandoned;
    }

    /** {@return the number of successes and failures that took longer than the slow-call threshold} */
    public long slow() {
        return values.slow;
    }

    /**
     * Stale results.
     *
     * @return the number of calls that came back after the end of the phase that admitted them, or after their probe
     *     timeout; they are in no other figure
     */
    public long stale() {
        return values.stale;
    }

    /** {@return the number of calls that passed unrecorded in {@link State#METRICS_ONLY} and would have been rejected} */
    public long wouldReject() {
        return values.wouldReject;
    }

    /** {@return the number of rejected calls by reason; every reason has an entry; unmodifiable} */
    public Map<RejectionReason, Long> rejected() {
        return values.rejected;
    }

    /** {@return the number of calls admitted and not back yet; never negative in a snapshot} */
    public long inFlight() {
        // If the stack overflows while a call is settled, that call can be counted as stale too (contract, C5).
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
