package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/** Something that answers calls, by its own rules. */
public interface Service {
    /** Begins a call. The service ends it with {@link Attempt#end}, now or by an event. */
    void begin(Attempt attempt);

    /** Tells of a request that was made in the fault, whether or not a guard lets it through. */
    default void offered(int part) {}

    /** {@return how many of the requests that were made in the fault a perfect guard could have got answered} */
    double possible(long requestsInFault);

    /** Makes the service of one run. */
    @FunctionalInterface
    interface Maker {
        Service make(World world, Fault fault, RandomGenerator random);
    }
}
