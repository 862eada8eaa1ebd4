// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resilience4j. Thread-safe. */
final class Resilience4jBreaker implements Breaker {
    private final CircuitBreakerRegistry registry;
    private final Recipe recipe;
    private final CircuitBreaker breaker;

    Resilience4jBreaker(String name, Recipe recipe) {
        this(CircuitBreakerRegistry.ofDefaults(), name, recipe);
    }

    private Resilience4jBreaker(CircuitBreakerRegistry registry, String name, Recipe recipe) {
        this.registry = registry;
        this.recipe = recipe;
        Recipe.lacks(recipe.timeout != null, "has its time limiter in another module");
        Recipe.lacks(recipe.firstDecides, "decides when all of its probes are back");
        this.breaker = registry.circuitBreaker(name, config(recipe));
        CircuitBreaker.EventPublisher events = breaker.getEventPublisher();
        recipe.listeners.forEach(listener -> events.onStateTransition(
                event -> listener.accept(event.getStateTransition().getToState().name())));
        Runnable onRejected = recipe.onRejected;
        if (onRejected != null) {
            events.onCallNotPermitted(event -> onRejected.run());
        }
        Runnable onSuccess = recipe.onSuccess;
        if (onSuccess != null) {
            events.onSuccess(event -> onSuccess.run());
        }
    }

    private static CircuitBreakerConfig config(Recipe recipe) {
        Duration timeWindow = recipe.timeWindow;
        CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom()
                .slidingWindow(
                        timeWindow == null ? recipe.minimum : (int) timeWindow.toSeconds(),
                        recipe.minimum,
                        timeWindow == null ? SlidingWindowType.COUNT_BASED : SlidingWindowType.TIME_BASED,
                        recipe.lockFree
                                ? SlidingWindowSynchronizationStrategy.LOCK_FREE
                                : SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(recipe.percent)
                .permittedNumberOfCallsInHalfOpenState(recipe.probes)
                .ignoreExceptions(NotAFailure.class)
                .automaticTransitionFromOpenToHalfOpenEnabled(recipe.timer);
        IntFunction<Duration> waits = recipe.waits;
        if (waits == null) {
            config.waitDurationInOpenState(recipe.openFor);
        } else {
            config.waitIntervalFunctionInOpenState(
                    attempt -> waits.apply(attempt).toMillis());
        }
        if (recipe.halfOpenLimit != null) {
            config.maxWaitDurationInHalfOpenState(recipe.halfOpenLimit);
        }
        Predicate<@Nullable String> failedResult = recipe.failedResult;
        if (failedResult != null) {
            config.recordResult(result -> failedResult.test((String) result));
        }
        if (recipe.slowOver != null) {
            config.slowCallDurationThreshold(recipe.slowOver).slowCallRateThreshold(50);
        }
        if (recipe.clock != null) {
            config.clock(recipe.clock);
        }
        return config.build();
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        return breaker.executeCallable(operation);
    }

    @Override
    public boolean isRejection(Throwable thrown) {
        return thrown instanceof CallNotPermittedException;
    }

    @Override
    public Duration openFor() {
        return recipe.openFor;
    }

    @Override
    public int probes() {
        return recipe.probes;
    }

    @Override
    public Breaker again(Recipe other) {
        return new Resilience4jBreaker(registry, breaker.getName(), other);
    }

    @Override
    public CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        return breaker.executeCompletionStage(operation).toCompletableFuture();
    }

    @Override
    public Optional<Unit> begin() {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        return Optional.of(failure -> breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure));
    }

    @Override
    public String state() {
        return breaker.getState().name();
    }

    @Override
    public long failures() {
        return breaker.getMetrics().getNumberOfFailedCalls();
    }

    @Override
    public long calls() {
        return breaker.getMetrics().getNumberOfBufferedCalls();
    }

    @Override
    public void open() {
        breaker.transitionToOpenState();
    }

    @Override
    public void close() {
        breaker.reset();
    }
}
