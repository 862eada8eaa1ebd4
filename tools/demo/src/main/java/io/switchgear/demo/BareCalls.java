// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Hits;
import io.switchgear.outcome.Classifier;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The default scenario: requests to an address, directly or through core's breaker. Immutable. */
final class BareCalls implements Scenario {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "a service has a bad day, and two clients call it all the time.",
                "service",
                "call",
                List.of("one directly, the other through a circuit breaker"),
                Optional.empty(),
                ScenarioText.COUNTED_BY_THE_SERVICE);
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return settings.classify(Classifier.failOnResult(HttpResponse.class, Wire::isFailure)
                .describeResult(HttpResponse.class, response -> "status " + response.statusCode()));
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        Wire wire = Wire.timed(URI.create(address), caller(breaker));
        return breaker.map(guard -> wire.work(() -> guard.call(wire::send))).orElseGet(() -> wire.work(wire::send));
    }

    @Override
    public Callers client(
            String address,
            Optional<CircuitBreaker> breaker,
            DemoOptions options,
            Consumer<? super CallNotPermittedException> onRejection) {
        return options.async()
                ? async(URI.create(address), breaker, options.workers(), onRejection)
                : Scenario.super.client(address, breaker, options, onRejection);
    }

    private static Callers async(
            URI target,
            Optional<CircuitBreaker> breaker,
            int warmUpAtOnce,
            Consumer<? super CallNotPermittedException> onRejection) {
        if (breaker.isEmpty()) {
            Wire wire = Wire.timed(target, Hits.WITHOUT_BREAKER);
            return new AsyncCallers(wire, warmUpAtOnce, wire::sendAsync, onRejection);
        }
        // The timeout belongs to the future: it settles the call with the breaker and cancels the exchange.
        Wire wire = Wire.patient(target, Hits.WITH_BREAKER);
        return new AsyncCallers(
                wire,
                warmUpAtOnce,
                () -> breaker.get().callAsync(wire::sendAsync).orTimeout(Wire.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS),
                onRejection);
    }

    private static String caller(Optional<CircuitBreaker> breaker) {
        return breaker.isPresent() ? Hits.WITH_BREAKER : Hits.WITHOUT_BREAKER;
    }
}
