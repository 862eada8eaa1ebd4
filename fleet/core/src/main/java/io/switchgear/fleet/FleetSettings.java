// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.recovery.Backoff;
import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * The settings that the members of one fleet share. Immutable.
 *
 * @param earlyVotes whether a run of failures votes before the breaker's own rule opens it
 * @param zeroNanos the reading of the ticker at the start, so that times begin above zero
 */
record FleetSettings(
        String name,
        String group,
        String instance,
        FleetStore store,
        Quorum quorum,
        Backoff probeEvery,
        boolean earlyVotes,
        ScheduledExecutorService scheduler,
        Ticker ticker,
        RandomGenerator random,
        long zeroNanos) {

    /** The time since the start in nanoseconds; at least 1, so that 0 can mean never. */
    long now() {
        return ticker.nanos() - zeroNanos + 1;
    }

    /** The fleet's wait before the probe after so many openings. */
    Duration waitAfter(int attempt) {
        return probeEvery.waitFor(Math.max(1, attempt), random.nextDouble());
    }
}
