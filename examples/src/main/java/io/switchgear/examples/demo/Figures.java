package io.switchgear.examples.demo;

import java.time.Duration;
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
 */
record Figures(
        long ok,
        long failed,
        long rejected,
        long waiting,
        Optional<Duration> p50,
        Optional<Duration> p99,
        Duration lostWaiting) {

    long calls() {
        return ok + failed + rejected + waiting;
    }
}
