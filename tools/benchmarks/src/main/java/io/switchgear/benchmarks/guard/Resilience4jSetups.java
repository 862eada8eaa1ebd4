// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.resilience4j.SwitchgearCircuitBreaker;

/** The measured configurations of Resilience4j: its defaults have a window of 100 calls (or seconds) with a lock. */
final class Resilience4jSetups {
    private static final int WINDOW = 100;

    private Resilience4jSetups() {}

    static Guard byDefault() {
        return new Resilience4jGuard(CircuitBreaker.ofDefaults("measured"));
    }

    static Guard byDefaultWithListener() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("measured");
        breaker.getEventPublisher().onStateTransition(transition -> {});
        return new Resilience4jGuard(breaker);
    }

    /** The same interface and the same defaults on our engine. */
    static Guard onSwitchgear() {
        return new Resilience4jGuard(SwitchgearCircuitBreaker.of("measured", CircuitBreakerConfig.ofDefaults()));
    }

    static Guard onSwitchgearWithListener() {
        CircuitBreaker breaker = SwitchgearCircuitBreaker.of("measured", CircuitBreakerConfig.ofDefaults());
        breaker.getEventPublisher().onStateTransition(transition -> {});
        return new Resilience4jGuard(breaker);
    }

    static Guard stackless() {
        return new Resilience4jGuard(CircuitBreaker.of(
                "measured",
                CircuitBreakerConfig.custom().writableStackTraceEnabled(false).build()));
    }

    static Guard probing(int probes) {
        return new Resilience4jGuard(CircuitBreaker.of(
                "measured",
                CircuitBreakerConfig.custom()
                        .permittedNumberOfCallsInHalfOpenState(probes)
                        .minimumNumberOfCalls(probes)
                        .build()));
    }

    /** Its registry, looked up for each call. */
    static ByKey byKey() {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        return (key, operation) -> breakers.circuitBreaker(key).executeCallable(operation);
    }

    static Guard window(SlidingWindowType type, SlidingWindowSynchronizationStrategy synchronization) {
        return new Resilience4jGuard(CircuitBreaker.of(
                "measured",
                CircuitBreakerConfig.custom()
                        .slidingWindow(WINDOW, WINDOW, type, synchronization)
                        .build()));
    }
}
