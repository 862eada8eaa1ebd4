package io.switchgear.demo;

import io.switchgear.demo.Ending.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How calls went. Immutable.
 *
 * @param ok answered without a failure
 * @param failed answered by 5xx, or by an exception
 * @param rejected not let through by the breaker
 * @param waiting due, but not over yet
 * @param p50 how long the caller of a call waited from the moment it was due, median; absent without calls
 * @param p99 the same, 99th percentile
 * @param lostWaiting how long callers waited, all together, for calls that failed or were rejected
 * @param notes what else was counted of the calls that ended so; nothing for most scenarios
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
