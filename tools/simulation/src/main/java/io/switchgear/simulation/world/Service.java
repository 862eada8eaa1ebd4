// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/** A service that answers calls, by its own rules. */
public interface Service {
    /** Begins a call. The service ends it with {@link Attempt#end}, now or by an event. */
    void begin(Attempt attempt);

    /** Called for each request made during the fault, whether or not a guard admits it. */
    default void offered(int part) {}

    /** {@return the number of requests made during the fault that could have been answered with a perfect guard} */
    double possible(long requestsInFault);

    /** Creates the service of one run. */
    @FunctionalInterface
    interface Maker {
        Service make(World world, Fault fault, RandomGenerator random);
    }
}
