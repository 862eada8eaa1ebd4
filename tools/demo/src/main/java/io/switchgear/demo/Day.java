package io.switchgear.demo;

import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the real thing does, in order. Immutable.
 *
 * @param phases one after the other
 */
record Day(List<Phase> phases) {

    /** A shorter one leaves the breaker no time to notice and to recover. */
    static final Duration SHORTEST = Duration.ofSeconds(15);

    /** Of the day, before the first fault. */
    private static final int MORNING = 10;

    /** So long it does this. */
    record Phase(ServiceMode mode, Duration length) {}

    /**
     * The bad day: each phase has its share, enough for the breaker to notice it also in the shortest day. Each recovery
     * has the time of a ramp besides.
     *
     * @param whole the ramps included
     * @param ramp zero for none
     * @param faults in this order, each with a recovery after it
     */
    static Day lasting(Duration whole, Duration ramp, List<ServiceMode> faults) {
        Duration length = withoutRamps(whole, ramp, faults);
        int shares = MORNING + faults.stream().mapToInt(Day::shares).sum();
        List<Phase> phases = new ArrayList<>();
        phases.add(new Phase(ServiceMode.HEALTHY, part(length, MORNING, shares)));
        for (ServiceMode fault : faults) {
            phases.add(new Phase(fault, part(length, faultShares(fault), shares)));
            phases.add(new Phase(
                    ServiceMode.HEALTHY,
                    part(length, recoveryShares(fault), shares).plus(ramp)));
        }
        return new Day(List.copyOf(phases));
    }

    /** {@return what a day has for everything but the ramps of its recoveries} */
    static Duration withoutRamps(Duration whole, Duration ramp, List<ServiceMode> faults) {
        return whole.minus(ramp.multipliedBy(faults.size()));
    }

    private static int shares(ServiceMode fault) {
        return faultShares(fault) + recoveryShares(fault);
    }

    /** A fault that is noticed only when calls time out takes longer to be seen. */
    private static int faultShares(ServiceMode fault) {
        return switch (fault) {
            case HEALTHY -> 0;
            case ANSWERING_503 -> 14;
            case FAILING_IN_PART, HANGING -> 20;
            case KILLED -> 10;
        };
    }

    private static int recoveryShares(ServiceMode fault) {
        return switch (fault) {
            case ANSWERING_503 -> 14;
            case FAILING_IN_PART -> 24; // a share falls slowly
            case HEALTHY, HANGING, KILLED -> 16;
        };
    }

    private static Duration part(Duration whole, int shares, int of) {
        return whole.multipliedBy(shares).dividedBy(of);
    }
}
