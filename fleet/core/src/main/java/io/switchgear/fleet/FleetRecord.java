// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;
import java.util.Objects;

/**
 * The record of one breaker in a store, as of the moment at which the store read it, and whether the operation that asked
 * was carried out. Immutable.
 *
 * @param done whether the operation was carried out; true for a report
 * @param version the version: it grows with each move, and is larger after the store has lost everything than it was before
 *     (microseconds of the store's clock, or one more than the last); 0 if nothing is known
 * @param state the state
 * @param left the time until the first probe; zero or more
 * @param attempt the number of openings in this outage; 0 while closed
 * @param by the instance, or the operator of a hold, that made the last move
 * @param why the cause of the last move
 * @param votes the instances whose own evidence says that the dependency is down
 * @param seen the instances with traffic that have reported lately
 * @param holder the instance that probes; empty if none does
 * @param leaseLeft the time until its lease ends; zero if no instance probes
 * @param storeMillis the time of the store, in milliseconds since any moment that does not change
 * @since 0.1
 */
public record FleetRecord(
        boolean done,
        long version,
        FleetState state,
        Duration left,
        int attempt,
        String by,
        String why,
        int votes,
        int seen,
        String holder,
        Duration leaseLeft,
        long storeMillis) {
    /** The longest time that a record can ask for; a hold can last as long. */
    static final Duration LONGEST = Duration.ofHours(24);

    /**
     * Creates a record. A store is not trusted: times are brought into their bounds, zero to 24 hours.
     *
     * @param done whether the operation was carried out
     * @param version the version
     * @param state the state
     * @param left the time until the first probe
     * @param attempt the number of openings in this outage; less than 0 becomes 0
     * @param by the author of the last move
     * @param why the cause of the last move
     * @param votes the number of votes
     * @param seen the number of instances with traffic
     * @param holder the instance that probes; empty if none does
     * @param leaseLeft the time until its lease ends
     * @param storeMillis the time of the store, in milliseconds
     * @throws NullPointerException if a part is null
     */
    public FleetRecord {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(holder, "holder");
        left = inBounds(left);
        leaseLeft = inBounds(leaseLeft);
        attempt = Math.max(0, attempt);
    }

    private static Duration inBounds(Duration time) {
        return time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /** Whether each instance decides for itself. */
    boolean isClosed() {
        return state == FleetState.CLOSED;
    }
}
