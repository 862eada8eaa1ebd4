package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/**
 * When requests are made.
 *
 * @param perSecond requests in a second, of all instances together
 * @param inFault by how much that is multiplied in the fault
 * @param even whether they come at equal distances; else independently of each other (Poisson)
 */
public record Load(double perSecond, double inFault, boolean even) {
    /** Requests that come independently of each other. */
    public static Load of(double perSecond) {
        return new Load(perSecond, 1, false);
    }

    /** The same with another rate in the fault. */
    public Load inFault(double factor) {
        return new Load(perSecond, factor, even);
    }

    /** {@return when the request after one comes} */
    long after(long nanos, Fault fault, RandomGenerator random) {
        double rate = fault.holds(nanos) ? perSecond * inFault : perSecond;
        return nanos + VirtualTime.seconds((even ? 1 : random.nextExponential()) / rate);
    }
}
