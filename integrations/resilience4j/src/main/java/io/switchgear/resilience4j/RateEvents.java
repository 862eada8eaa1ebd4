// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnFailureRateExceededEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnSlowCallRateExceededEvent;
import io.switchgear.window.Metrics;
import java.util.concurrent.atomic.AtomicBoolean;

/** Events about rates that have reached their limits: at each trip, and once each in METRICS_ONLY. Thread-safe. */
final class RateEvents {
    private final String name;
    private final Publisher publisher;
    private final AtomicBoolean failuresTold = new AtomicBoolean();
    private final AtomicBoolean slowCallsTold = new AtomicBoolean();

    RateEvents(String name, Publisher publisher) {
        this.name = name;
        this.publisher = publisher;
    }

    /** Starts again: both events can come again. */
    void forget() {
        failuresTold.set(false);
        slowCallsTold.set(false);
    }

    /** The window that has opened the breaker. */
    void tripped(Metrics metrics, CircuitBreakerConfig config) {
        forget();
        watch(metrics, config);
    }

    /** A window that nothing else looks at. */
    void watch(Metrics metrics, CircuitBreakerConfig config) {
        int minimum = EngineSettings.minimumCalls(config);
        float failureRate = MetricsView.rate(metrics.failures(), metrics.calls(), minimum);
        if (failureRate >= config.getFailureRateThreshold() && failuresTold.compareAndSet(false, true)) {
            publisher.publish(() -> new CircuitBreakerOnFailureRateExceededEvent(name, failureRate));
        }
        float slowCallRate = MetricsView.rate(metrics.slowCalls(), metrics.calls(), minimum);
        if (slowCallRate >= config.getSlowCallRateThreshold() && slowCallsTold.compareAndSet(false, true)) {
            publisher.publish(() -> new CircuitBreakerOnSlowCallRateExceededEvent(name, slowCallRate));
        }
    }
}
