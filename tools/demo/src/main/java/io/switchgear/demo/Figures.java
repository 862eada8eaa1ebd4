// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.Ending.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a client's calls. Immutable.
 *
 * @param ok the calls answered without a failure
 * @param failed the calls answered with 5xx, or ended by an exception
 * @param rejected the calls rejected by the breaker
 * @param waiting the calls that are due, but not over yet
 * @param p50 the median time that the caller of a call waited from the moment it was due; absent without calls
 * @param p99 the 99th percentile of the same
 * @param lostWaiting the total time that callers waited for calls that failed or were rejected
 * @param notes the further counts of the scenario; empty for most
 */
record Figures(
        long ok,
        long failed,
        long rejected,
        long waiting,
        Optional<Duration> p50,
        Optional<Duration> p99,
        Duration lostWaiting,
        Map<Result, Map<String, Long>> notes) {

    long calls() {
        return ok + failed + rejected + waiting;
    }
}
