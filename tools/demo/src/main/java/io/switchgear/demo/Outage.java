package io.switchgear.demo;

import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.Optional;

/**
 * One fault of the service and what the breaker did about it; times count from the start of the day. Immutable.
 *
 * @param fault what was wrong
 * @param began when it began
 * @param ended when the service was healthy again; absent before
 * @param opened when the breaker first opened, or began to shed, in the fault; absent when it has not
 * @param closed when the breaker closed after that; absent when it has not
 * @param hits calls that the sick service got; for a killed one, calls that tried to reach it
 * @param answered calls that came back as successes while it lasted
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

    /** Opening counts as caused by the fault while that lasts; each one takes back an earlier closing. */
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

    /** Never negative: the probes may find the service healthy before we hear that it is. */
    Optional<Duration> recoveryToClosed() {
        return closed.flatMap(at -> ended.map(at::minus)).map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
