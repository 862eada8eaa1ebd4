// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One record with the rules of {@link FleetStore}, for a store in the memory of this process. The other stores say the same
 * in their own languages. Not thread-safe.
 */
class StoredRecord {
    private static final long MICROS = 1_000;

    /**
     * All but the reports. Immutable.
     *
     * @param token the token of the last lease; empty after a move
     * @param loser the instance whose probe failed last
     */
    record Facts(
            long version,
            FleetState state,
            long untilMillis,
            int attempt,
            String by,
            String why,
            String holder,
            String token,
            long leaseUntilMillis,
            String loser) {
        static final Facts NONE = new Facts(0, FleetState.CLOSED, 0, 0, "", "", "", "", 0, "");
    }

    private Facts facts;
    /** When each instance reported last. */
    private final Map<String, Long> reports = new HashMap<>();
    /** When each instance voted last. */
    private final Map<String, Long> votes = new HashMap<>();

    StoredRecord() {
        this(Facts.NONE);
    }

    StoredRecord(Facts facts) {
        this.facts = facts;
    }

    Facts facts() {
        return facts;
    }

    FleetRecord report(long nowMillis, Report report) {
        if (report.active()) {
            reports.put(report.instance(), nowMillis);
        } else {
            reports.remove(report.instance());
        }
        if (report.vote() && report.seenVersion() == facts.version) {
            votes.put(report.instance(), nowMillis);
        } else {
            votes.remove(report.instance());
        }
        return read(nowMillis, true);
    }

    FleetRecord move(long nowMillis, long seenVersion, Move move) {
        boolean done = seenVersion == facts.version && inTime(nowMillis, move.notAfterMillis());
        if (done) {
            set(nowMillis, move, "");
        }
        return read(nowMillis, done);
    }

    FleetRecord lease(long nowMillis, Lease lease) {
        boolean prolongs = leaseRuns(nowMillis) && lease.token().equals(facts.token);
        boolean free = !leaseRuns(nowMillis) && !yields(lease.instance(), nowMillis);
        boolean done = facts.state != FleetState.CLOSED
                && nowMillis >= facts.untilMillis
                && (prolongs || free)
                && inTime(nowMillis, lease.notAfterMillis());
        if (done) {
            facts = new Facts(
                    versionWithLease(facts.version),
                    facts.state,
                    facts.untilMillis,
                    facts.attempt,
                    facts.by,
                    facts.why,
                    lease.instance(),
                    lease.token(),
                    nowMillis + lease.ttl().toMillis(),
                    facts.loser);
        }
        return read(nowMillis, done);
    }

    FleetRecord complete(long nowMillis, String ofToken, Move move) {
        boolean done = mayComplete(nowMillis, ofToken) && inTime(nowMillis, move.notAfterMillis());
        if (done) {
            set(nowMillis, move, move.to() == FleetState.CLOSED ? "" : facts.holder);
        }
        return read(nowMillis, done);
    }

    /** Makes a move, which ends the lease and all votes. */
    private void set(long nowMillis, Move move, String loser) {
        facts = new Facts(
                nextVersion(facts.version, nowMillis),
                move.to(),
                nowMillis + move.lasts().toMillis(),
                move.attempt(),
                move.by(),
                move.why(),
                "",
                "",
                0,
                loser);
        votes.clear();
    }

    final boolean leaseRuns(long nowMillis) {
        return !facts.token.isEmpty() && nowMillis < facts.leaseUntilMillis;
    }

    private boolean yields(String instance, long nowMillis) {
        return instance.equals(facts.loser) && nowMillis < facts.untilMillis + FleetStore.YIELD_MILLIS;
    }

    private FleetRecord read(long nowMillis, boolean done) {
        reports.values().removeIf(at -> nowMillis - at > FleetStore.SEEN_MILLIS);
        votes.values().removeIf(at -> nowMillis - at > FleetStore.VOTE_MILLIS);
        boolean leased = leaseRuns(nowMillis);
        return new FleetRecord(
                done,
                facts.version,
                facts.state,
                facts.state == FleetState.CLOSED ? Duration.ZERO : Duration.ofMillis(facts.untilMillis - nowMillis),
                facts.attempt,
                facts.by,
                facts.why,
                votes.size(),
                reports.size(),
                leased ? facts.holder : "",
                leased ? Duration.ofMillis(facts.leaseUntilMillis - nowMillis) : Duration.ZERO,
                nowMillis);
    }

    // The four decisions that make a record safe; the model's tests break each of them.

    /** The version of the next move: larger than the last one, and than any that was lost with an earlier record. */
    long nextVersion(long last, long nowMillis) {
        return Math.max(last + 1, nowMillis * MICROS);
    }

    /** Whether a request has not been under way for too long. */
    boolean inTime(long nowMillis, long notAfterMillis) {
        return nowMillis < notAfterMillis;
    }

    /** Whether the lease with this token runs. */
    boolean mayComplete(long nowMillis, String ofToken) {
        return leaseRuns(nowMillis) && ofToken.equals(facts.token);
    }

    /** The version after a lease has begun: the same, since nothing has changed for the other instances. */
    long versionWithLease(long version) {
        return version;
    }
}
