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

    private long version;
    private FleetState state = FleetState.CLOSED;
    private long untilMillis;
    private int attempt;
    private String by = "";
    private String why = "";
    private String holder = "";
    private String token = "";
    private long leaseUntilMillis;
    /** The instance whose probe failed last. */
    private String loser = "";
    /** When each instance reported last. */
    private final Map<String, Long> reports = new HashMap<>();
    /** When each instance voted last. */
    private final Map<String, Long> votes = new HashMap<>();

    FleetRecord report(long nowMillis, Report report) {
        if (report.active()) {
            reports.put(report.instance(), nowMillis);
        } else {
            reports.remove(report.instance());
        }
        if (report.vote() && report.seenVersion() == version) {
            votes.put(report.instance(), nowMillis);
        } else {
            votes.remove(report.instance());
        }
        return read(nowMillis, true);
    }

    FleetRecord move(long nowMillis, long seenVersion, Move move) {
        boolean done = seenVersion == version && inTime(nowMillis, move.notAfterMillis());
        if (done) {
            loser = "";
            set(nowMillis, move);
        }
        return read(nowMillis, done);
    }

    FleetRecord lease(long nowMillis, Lease lease) {
        boolean prolongs = leaseRuns(nowMillis) && lease.token().equals(token);
        boolean free = !leaseRuns(nowMillis) && !yields(lease.instance(), nowMillis);
        boolean done = state != FleetState.CLOSED
                && nowMillis >= untilMillis
                && (prolongs || free)
                && inTime(nowMillis, lease.notAfterMillis());
        if (done) {
            holder = lease.instance();
            token = lease.token();
            leaseUntilMillis = nowMillis + lease.ttl().toMillis();
            leased(nowMillis);
        }
        return read(nowMillis, done);
    }

    FleetRecord complete(long nowMillis, String ofToken, Move move) {
        boolean done = mayComplete(nowMillis, ofToken) && inTime(nowMillis, move.notAfterMillis());
        if (done) {
            loser = move.to() == FleetState.CLOSED ? "" : holder;
            set(nowMillis, move);
        }
        return read(nowMillis, done);
    }

    private void set(long nowMillis, Move move) {
        version = nextVersion(version, nowMillis);
        state = move.to();
        untilMillis = nowMillis + move.lasts().toMillis();
        attempt = move.attempt();
        by = move.by();
        why = move.why();
        holder = "";
        token = "";
        leaseUntilMillis = 0;
        votes.clear();
    }

    private boolean leaseRuns(long nowMillis) {
        return !token.isEmpty() && nowMillis < leaseUntilMillis;
    }

    private boolean yields(String instance, long nowMillis) {
        return instance.equals(loser) && nowMillis < untilMillis + FleetStore.YIELD_MILLIS;
    }

    private FleetRecord read(long nowMillis, boolean done) {
        reports.values().removeIf(at -> nowMillis - at > FleetStore.SEEN_MILLIS);
        votes.values().removeIf(at -> nowMillis - at > FleetStore.VOTE_MILLIS);
        boolean leased = leaseRuns(nowMillis);
        return new FleetRecord(
                done,
                version,
                state,
                state == FleetState.CLOSED ? Duration.ZERO : Duration.ofMillis(untilMillis - nowMillis),
                attempt,
                by,
                why,
                votes.size(),
                reports.size(),
                leased ? holder : "",
                leased ? Duration.ofMillis(leaseUntilMillis - nowMillis) : Duration.ZERO,
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
        return leaseRuns(nowMillis) && ofToken.equals(token);
    }

    /** A lease has begun. The version stays: the record of the breaker has not changed. */
    void leased(long nowMillis) {
        // Nothing.
    }
}
