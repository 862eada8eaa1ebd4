// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/**
 * The schedule of requests.
 *
 * @param perSecond the requests per second, of all instances together
 * @param inFault the factor of the rate during the fault
 * @param even whether they are evenly spaced; else independent of each other (Poisson)
 */
public record Load(double perSecond, double inFault, boolean even) {
    /** Creates a load of independent requests. */
    public static Load of(double perSecond) {
        return new Load(perSecond, 1, false);
    }

    /** Returns this load with another rate during the fault. */
    public Load inFault(double factor) {
        return new Load(perSecond, factor, even);
    }

    /** {@return the time of the request after the given time} */
    long after(long nanos, Fault fault, RandomGenerator random) {
        double rate = fault.holds(nanos) ? perSecond * inFault : perSecond;
        return nanos + VirtualTime.seconds((even ? 1 : random.nextExponential()) / rate);
    }
}
