package io.switchgear.examples.demo;

import io.switchgear.examples.service.ServiceMode;
import java.time.Duration;
import java.util.List;

/**
 * What happens to the service, in order. Immutable.
 *
 * @param phases one after the other
 */
record Day(List<Phase> phases) {

    /** So long the service does this. */
    record Phase(ServiceMode mode, Duration length) {}

    /** The bad day: each phase has its share of the whole, enough for the breaker to notice it also in the shortest day. */
    static Day lasting(Duration length) {
        return new Day(List.of(
                share(length, 10, ServiceMode.HEALTHY),
                share(length, 14, ServiceMode.ANSWERING_503),
                share(length, 14, ServiceMode.HEALTHY),
                share(length, 20, ServiceMode.HANGING),
                share(length, 16, ServiceMode.HEALTHY),
                share(length, 10, ServiceMode.KILLED),
                share(length, 16, ServiceMode.HEALTHY)));
    }

    private static Phase share(Duration whole, int percent, ServiceMode mode) {
        return new Phase(mode, whole.multipliedBy(percent).dividedBy(100));
    }
}
