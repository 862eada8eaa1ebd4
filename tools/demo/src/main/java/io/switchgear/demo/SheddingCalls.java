// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The requests of {@link BareCalls} through two breakers: one that opens, and one that sheds a share. Immutable. */
final class SheddingCalls implements Scenario {
    /** The name of the scenario, which is not among those of {@code --scenario}: it has an option of its own. */
    static final String NAME = "shedding";

    private final BareCalls calls = new BareCalls();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String breakerName() {
        return calls.breakerName();
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "a service fails in part. A breaker that opens throws the good part away; one that sheds keeps it.",
                "service",
                "call",
                List.of(
                        "one through a breaker that opens and rejects everything,",
                        "the other through one that sheds: it rejects only a share, the excess of failures"),
                Optional.empty(),
                "While it fails 6 of 10, nobody can have more than 40 % of the calls answered, with whatever breaker.",
                true);
    }

    @Override
    public List<ServiceMode> faults() {
        return List.of(ServiceMode.FAILING_IN_PART, ServiceMode.KILLED);
    }

    @Override
    public Breakable start() throws IOException {
        return calls.start();
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return calls.classify(settings);
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        return calls.work(address, breaker);
    }

    /** Creates the compared client, which has a breaker that opens, unlike in other scenarios. */
    @Override
    public Callers client(
            String address,
            Optional<CircuitBreaker> breaker,
            DemoOptions options,
            Consumer<? super CallNotPermittedException> onRejection) {
        CircuitBreaker guard = breaker.orElseGet(() -> DemoBreaker.thatOpens(options));
        Wire wire = Wire.timed(URI.create(address), breaker.isPresent() ? Hits.WITH_BREAKER : Hits.WITHOUT_BREAKER);
        return new WorkingCallers(wire.work(() -> guard.call(wire::send)), options.workers(), onRejection);
    }
}
