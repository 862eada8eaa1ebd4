// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import java.time.Duration;

/**
 * Observes every call, for metrics and traces. It runs on the threads of the calls, concurrently and in no particular
 * order, so implementations must be thread-safe and fast. An exception from it is counted, logged once per breaker, and
 * affects no call. A breaker without observers pays nothing; with one, each call costs two objects and two clock readings.
 *
 * @since 0.1
 */
public interface CallObserver {

    /**
     * A call was settled.
     *
     * @param outcome the call's outcome
     * @param took the time from the admission to the settlement, or the duration with which a permit was settled
     */
    default void settled(Outcome outcome, Duration took) {}

    /**
     * A call was given up by its caller after it had run for longer than {@code abandonedAfter}. A call given up earlier is
     * reported to {@link #settled} as {@link Outcome#IGNORED}.
     *
     * @param took the call's duration
     */
    default void abandoned(Duration took) {}

    /**
     * A call was rejected.
     *
     * @param reason the reason for the rejection
     */
    default void rejected(RejectionReason reason) {}
}
