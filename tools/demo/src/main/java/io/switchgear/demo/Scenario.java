// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.HttpService;
import io.switchgear.demo.service.ServiceMode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An application and the real dependency that it is shown with on a bad day. Immutable. */
interface Scenario {
    /** {@return the name in the options} */
    String name();

    /** {@return the name of the breaker} */
    default String breakerName() {
        return name();
    }

    /** {@return the description of the scenario} */
    ScenarioText text();

    /** {@return the faults of its day, in order} */
    default List<ServiceMode> faults() {
        return List.of(ServiceMode.ANSWERING_503, ServiceMode.HANGING, ServiceMode.KILLED);
    }

    /** {@return whether the breaker sheds a share of the calls instead of opening} */
    default boolean sheds() {
        return text().comparesBreakers();
    }

    /** Starts the real dependency, an HTTP service unless overridden; returns when it can be called. */
    default Breakable start() throws IOException {
        return HttpService.start();
    }

    /** Sets the breaker's classifier. All its other settings are the same for all scenarios: see {@link DemoBreaker}. */
    CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings);

    /**
     * Creates the work of one client.
     *
     * @param address the address of the dependency
     * @param breaker the breaker; absent for the client without one
     */
    Work work(String address, Optional<CircuitBreaker> breaker);

    /**
     * Creates one client.
     *
     * @param onRejection called for each call that the breaker rejects, on the call's thread
     */
    default Callers client(
            String address,
            Optional<CircuitBreaker> breaker,
            DemoOptions options,
            Consumer<? super CallNotPermittedException> onRejection) {
        return new WorkingCallers(work(address, breaker), options.workers(), onRejection);
    }
}
