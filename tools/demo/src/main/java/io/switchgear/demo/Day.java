// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of the service, in order. Immutable.
 *
 * @param phases the phases, one after the other
 */
record Day(List<Phase> phases) {

    /** The shortest day; a shorter one leaves the breaker no time to notice and to recover. */
    static final Duration SHORTEST = Duration.ofSeconds(15);

    /** The share of the day before the first fault. */
    private static final int MORNING = 10;

    /** A mode of the service, and its length. */
    record Phase(ServiceMode mode, Duration length) {}

    /**
     * Creates the bad day: each phase has its share, enough for the breaker to notice it even in the shortest day. Each
     * recovery also has time for a ramp.
     *
     * @param whole the length of the day, including the ramps
     * @param ramp the length of a ramp; zero for none
     * @param faults the faults in order, each followed by a recovery
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

    /** {@return the length of a day without the ramps of its recoveries} */
    static Duration withoutRamps(Duration whole, Duration ramp, List<ServiceMode> faults) {
        return whole.minus(ramp.multipliedBy(faults.size()));
    }

    private static int shares(ServiceMode fault) {
        return faultShares(fault) + recoveryShares(fault);
    }

    /** The shares of a fault. A fault that shows only when calls time out takes longer to be noticed. */
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
