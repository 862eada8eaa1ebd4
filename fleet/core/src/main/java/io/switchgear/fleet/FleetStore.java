// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.Registration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * A store through which instances share one record per breaker. It moves evidence and decides which instance probes; it
 * never decides about a call. Each operation is atomic, goes by the store's own clock, and answers with the record as it is
 * then. An implementation is thread-safe; its operations return at once, without waiting for an answer. They may fail, and
 * may never complete: a fleet gives up after 250 ms, but the operation may still be carried out later.
 *
 * <p>{@code FleetStoreContract} of {@code switchgear-fleet-testkit} tests an implementation.
 *
 * @since 0.1
 */
public interface FleetStore {
    /** The time after which an instance that has not reported is no longer counted as seen, in milliseconds. */
    long SEEN_MILLIS = 30_000;

    /** The time after which a vote that was not repeated no longer counts, in milliseconds. */
    long VOTE_MILLIS = 10_000;

    /** The time, from the end of the wait, for which the instance whose probe failed last leaves the next to others, in milliseconds. */
    long YIELD_MILLIS = 1_000;

    /**
     * Notes that an instance is there and whether it votes.
     *
     * @param scope the record
     * @param report the report
     * @return the record after it
     */
    CompletionStage<FleetRecord> report(Scope scope, Report report);

    /**
     * Changes the state, if the record still has the version that the caller saw and the move's time is not over. Ends a
     * running lease and removes all votes.
     *
     * @param scope the record
     * @param seenVersion the version that the caller saw; 0 for no record
     * @param move the change
     * @return the record after it
     */
    CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move);

    /**
     * Gives an instance the right to probe, if the record is open or held, its wait is over, no other lease runs, the
     * instance does not yield to others, and the request's time is not over. With the token of the running lease, prolongs
     * it. The version does not change.
     *
     * @param scope the record
     * @param lease the request
     * @return the record after it
     */
    CompletionStage<FleetRecord> lease(Scope scope, Lease lease);

    /**
     * Ends a lease with the result of its probes, if the lease with this token still runs and the move's time is not over;
     * otherwise like {@link #move}.
     *
     * @param scope the record
     * @param token the token of the lease
     * @param move the change: closed, or open again
     * @return the record after it
     */
    CompletionStage<FleetRecord> complete(Scope scope, String token, Move move);

    /**
     * Registers a listener for the changes of a group's records. Best effort: changes may be lost or come late, since the
     * answers to reports tell them too.
     *
     * @param fleet the fleet
     * @param group the group
     * @param changes the listener; fast, thread-safe, throws nothing
     * @return the registration, which removes the listener when closed
     */
    Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes);
}
