package io.switchgear;

import java.util.Map;

/**
 * What a breaker has counted since it was made. Immutable. No figure ever decreases from one snapshot to the next, and once
 * no call is being let in or settled, {@code admitted = successes + failures + ignored + late + inFlight}.
 *
 * @param admitted calls let through
 * @param successes calls that came back as successes
 * @param failures calls that came back as failures; a probe that did not come back is none
 * @param ignored calls that came back and said nothing
 * @param slow successes and failures that took longer than the slow-call threshold
 * @param late calls that came back after the phase that let them through, or after their probe's lease: counted here only
 * @param wouldReject calls that passed unrecorded while the breaker only looked on, and would have been rejected
 * @param rejected calls not let through, by reason; every reason has an entry
 */
public record Totals(
        long admitted,
        long successes,
        long failures,
        long ignored,
        long slow,
        long late,
        long wouldReject,
        Map<RejectionReason, Long> rejected) {

    /**
     * Calls let through and not back yet.
     *
     * @return never negative in a snapshot
     */
    public long inFlight() {
        return admitted - successes - failures - ignored - late;
    }
}
