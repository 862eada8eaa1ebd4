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

    /** A shorter one leaves the breaker no time to notice and to recover. */
    static final Duration SHORTEST = Duration.ofSeconds(15);
    /** Faults after which the breaker is to close again. */
    static final int RECOVERIES = 3;

    /** So long the service does this. */
    record Phase(ServiceMode mode, Duration length) {
        private Phase plus(Duration more) {
            return new Phase(mode, length.plus(more));
        }
    }

    /**
     * The bad day: each phase has its share, enough for the breaker to notice it also in the shortest day. Each recovery
     * has the time of a ramp besides.
     *
     * @param whole the ramps included
     * @param ramp zero for none
     */
    static Day lasting(Duration whole, Duration ramp) {
        Duration length = withoutRamps(whole, ramp);
        return new Day(List.of(
                share(length, 10, ServiceMode.HEALTHY),
                share(length, 14, ServiceMode.ANSWERING_503),
                share(length, 14, ServiceMode.HEALTHY).plus(ramp),
                share(length, 20, ServiceMode.HANGING),
                share(length, 16, ServiceMode.HEALTHY).plus(ramp),
                share(length, 10, ServiceMode.KILLED),
                share(length, 16, ServiceMode.HEALTHY).plus(ramp)));
    }

    /** {@return what a day has for everything but the ramps of its recoveries} */
    static Duration withoutRamps(Duration whole, Duration ramp) {
        return whole.minus(ramp.multipliedBy(RECOVERIES));
    }

    private static Phase share(Duration whole, int percent, ServiceMode mode) {
        return new Phase(mode, whole.multipliedBy(percent).dividedBy(100));
    }
}
