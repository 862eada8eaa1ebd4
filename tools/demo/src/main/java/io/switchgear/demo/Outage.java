// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault of the service and the breaker's reaction; times count from the start of the day. Immutable.
 *
 * @param fault the fault
 * @param began the beginning of the fault
 * @param ended the time at which the service was healthy again; absent before
 * @param opened the time at which the breaker first opened, or began to shed, during the fault; absent if it did not
 * @param closed the time at which the breaker closed after that; absent if it did not
 * @param hits the calls that the faulty service received; for a killed one, the calls that tried to reach it
 * @param answered the calls that succeeded during the fault
 */
record Outage(
        ServiceMode fault,
        Duration began,
        Optional<Duration> ended,
        Optional<Duration> opened,
        Optional<Duration> closed,
        Hits hits,
        Hits answered) {

    static Outage of(ServiceMode fault, Duration began) {
        return new Outage(fault, began, Optional.empty(), Optional.empty(), Optional.empty(), Hits.NONE, Hits.NONE);
    }

    Outage endedAt(Duration at) {
        return new Outage(fault, began, Optional.of(at), opened, closed, hits, answered);
    }

    Outage with(Hits more) {
        return new Outage(fault, began, ended, opened, closed, hits.plus(more), answered);
    }

    Outage withAnswered(Hits more) {
        return new Outage(fault, began, ended, opened, closed, hits, answered.plus(more));
    }

    /**
     * The outage after an opening, which counts as caused by the fault while it lasts; an opening cancels an earlier
     * closing.
     */
    Outage breakerOpenedAt(Duration at) {
        Optional<Duration> first = opened.isPresent() || ended.isPresent() ? opened : Optional.of(at);
        return new Outage(fault, began, ended, first, Optional.empty(), hits, answered);
    }

    Outage breakerClosedAt(Duration at) {
        Optional<Duration> since = opened.isPresent() ? Optional.of(at) : Optional.empty();
        return new Outage(fault, began, ended, opened, since, hits, answered);
    }

    Optional<Duration> faultToOpen() {
        return opened.map(at -> at.minus(began));
    }

    /**
     * The time from the recovery to the closing. Never negative: the probes may find the service healthy before this
     * process knows.
     */
    Optional<Duration> recoveryToClosed() {
        return closed.flatMap(at -> ended.map(at::minus)).map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
