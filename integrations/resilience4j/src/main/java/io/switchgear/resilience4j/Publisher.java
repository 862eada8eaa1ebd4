// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.EventPublisher;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnCallNotPermittedEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnFailureRateExceededEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnIgnoredErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnResetEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnSlowCallRateExceededEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnSuccessEvent;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.core.EventProcessor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Resilience4j's events, created only if somebody listens. Thread-safe. */
final class Publisher extends EventProcessor<CircuitBreakerEvent> implements EventPublisher {
    private static final Logger LOG = System.getLogger(SwitchgearCircuitBreaker.class.getName());

    private final Supplier<State> state;

    Publisher(Supplier<State> state) {
        this.state = state;
    }

    /** Tells the consumers; what one of them throws harms nobody else. */
    void publish(Supplier<? extends CircuitBreakerEvent> source) {
        if (!hasConsumers()) {
            return;
        }
        CircuitBreakerEvent event = source.get();
        if (event.getEventType().forcePublish || state.get().allowPublish) {
            try {
                processEvent(event);
            } catch (Throwable thrown) {
                LOG.log(Level.WARNING, "A consumer of " + event.getEventType() + " threw", thrown);
            }
        }
    }

    private EventPublisher add(
            Class<? extends CircuitBreakerEvent> type, EventConsumer<? extends CircuitBreakerEvent> consumer) {
        registerConsumer(type.getName(), consumer);
        return this;
    }

    @Override
    public EventPublisher onSuccess(EventConsumer<CircuitBreakerOnSuccessEvent> consumer) {
        return add(CircuitBreakerOnSuccessEvent.class, consumer);
    }

    @Override
    public EventPublisher onError(EventConsumer<CircuitBreakerOnErrorEvent> consumer) {
        return add(CircuitBreakerOnErrorEvent.class, consumer);
    }

    @Override
    public EventPublisher onStateTransition(EventConsumer<CircuitBreakerOnStateTransitionEvent> consumer) {
        return add(CircuitBreakerOnStateTransitionEvent.class, consumer);
    }

    @Override
    public EventPublisher onReset(EventConsumer<CircuitBreakerOnResetEvent> consumer) {
        return add(CircuitBreakerOnResetEvent.class, consumer);
    }

    @Override
    public EventPublisher onIgnoredError(EventConsumer<CircuitBreakerOnIgnoredErrorEvent> consumer) {
        return add(CircuitBreakerOnIgnoredErrorEvent.class, consumer);
    }

    @Override
    public EventPublisher onCallNotPermitted(EventConsumer<CircuitBreakerOnCallNotPermittedEvent> consumer) {
        return add(CircuitBreakerOnCallNotPermittedEvent.class, consumer);
    }

    @Override
    public EventPublisher onFailureRateExceeded(EventConsumer<CircuitBreakerOnFailureRateExceededEvent> consumer) {
        return add(CircuitBreakerOnFailureRateExceededEvent.class, consumer);
    }

    @Override
    public EventPublisher onSlowCallRateExceeded(EventConsumer<CircuitBreakerOnSlowCallRateExceededEvent> consumer) {
        return add(CircuitBreakerOnSlowCallRateExceededEvent.class, consumer);
    }
}
