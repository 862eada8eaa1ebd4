package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.ServiceMode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An application and the real thing that it depends on, to be shown on a bad day. Immutable. */
interface Scenario {
    /** {@return how it is asked for} */
    String name();

    /** {@return as whom the breaker introduces itself} */
    default String breakerName() {
        return name();
    }

    /** {@return what it says of itself} */
    ScenarioText text();

    /** {@return what goes wrong on its day, in this order} */
    default List<ServiceMode> faults() {
        return List.of(ServiceMode.ANSWERING_503, ServiceMode.HANGING, ServiceMode.KILLED);
    }

    /** {@return whether the breaker sheds a share of the calls in place of opening} */
    default boolean sheds() {
        return text().comparesBreakers();
    }

    /** Starts the real thing; returns when it can be called. */
    Breakable start() throws IOException;

    /** Tells the breaker what is a failure. The rest of its settings is the same for all: see {@link DemoBreaker}. */
    CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings);

    /**
     * The work of one client.
     *
     * @param address where the real thing is
     * @param breaker absent for the client without
     */
    Work work(String address, Optional<CircuitBreaker> breaker);

    /**
     * One client.
     *
     * @param onRejection is told of each call that the breaker does not let through, on the call's thread
     */
    default Callers client(
            String address,
            Optional<CircuitBreaker> breaker,
            DemoOptions options,
            Consumer<? super CallNotPermittedException> onRejection) {
        return new WorkingCallers(work(address, breaker), options.workers(), onRejection);
    }
}
