// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/** A service that fails at random, whatever is sent to it: shedding does not help it. */
public final class Failing implements Service {
    /** The duration of a success, and of a failure that is not slow. */
    public static final long FAST_NANOS = VirtualTime.SECOND / 50;

    private final World world;
    private final Fault fault;
    private final RandomGenerator random;
    private final double ordinary;
    private final Share inFault;
    private final long failureNanos;
    private double possible;

    private Failing(
            World world, Fault fault, RandomGenerator random, double ordinary, Share inFault, long failureNanos) {
        this.world = world;
        this.fault = fault;
        this.random = random;
        this.ordinary = ordinary;
        this.inFault = inFault;
        this.failureNanos = failureNanos;
    }

    /** The share of calls that fail at a moment of the fault, in one part of the service. */
    @FunctionalInterface
    public interface Share {
        double at(double secondsInFault, int part);
    }

    /**
     * Creates a service that fails as configured.
     *
     * @param ordinary the share that fails outside the fault
     * @param inFault the share that fails in it
     * @param failureNanos the duration of a failure
     */
    public static Service.Maker of(double ordinary, Share inFault, long failureNanos) {
        return (world, fault, random) -> new Failing(world, fault, random, ordinary, inFault, failureNanos);
    }

    /** Creates a service of which, during the fault, a share of all calls fails fast. */
    public static Service.Maker of(double ordinary, double share) {
        return of(ordinary, (seconds, part) -> share, FAST_NANOS);
    }

    @Override
    public void begin(Attempt attempt) {
        attempt.succeeds = random.nextDouble() >= shareNow(attempt.part);
        world.in(attempt.succeeds ? FAST_NANOS : failureNanos, attempt);
    }

    @Override
    public void offered(int part) {
        possible += 1 - shareNow(part);
    }

    @Override
    public double possible(long requestsInFault) {
        return possible;
    }

    private double shareNow(int part) {
        long now = world.now();
        return fault.holds(now) ? inFault.at((double) (now - fault.beginNanos()) / VirtualTime.SECOND, part) : ordinary;
    }
}
