// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Policy;
import dev.failsafe.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Failsafe: the failure rate over time, its only rule with a minimum of calls. Thread-safe. */
final class FailsafeBreaker implements Breaker {
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(10);

    private final Recipe recipe;
    private final CircuitBreaker<String> breaker;
    private final FailsafeExecutor<String> executor;

    FailsafeBreaker(String name, Recipe recipe) {
        this.recipe = recipe;
        Recipe.lacks(recipe.clock != null, "cannot be given a clock");
        Recipe.lacks(recipe.halfOpenLimit != null, "has no time limit for probes");
        Recipe.lacks(recipe.timer, "has no timer: a call makes it half-open");
        Recipe.lacks(recipe.listeners.size() > 1, "takes one listener for each change");
        Recipe.lacks(recipe.onRejected != null, "tells nobody of rejections");
        CircuitBreakerBuilder<String> builder = CircuitBreaker.<String>builder()
                .withFailureRateThreshold(
                        recipe.percent, recipe.minimum, recipe.timeWindow == null ? USUAL_WINDOW : recipe.timeWindow)
                .withDelay(recipe.openFor)
                .withSuccessThreshold(recipe.firstDecides ? 1 : recipe.probes, recipe.probes)
                .handleIf((Throwable thrown) -> !(thrown instanceof NotAFailure));
        IntFunction<Duration> waits = recipe.waits;
        if (waits != null) {
            builder.withDelayFn(context -> waits.apply(1));
        }
        if (recipe.failedResult != null) {
            builder.handleResultIf(recipe.failedResult::test);
        }
        Runnable onSuccess = recipe.onSuccess;
        if (onSuccess != null) {
            builder.onSuccess(event -> onSuccess.run());
        }
        recipe.listeners.forEach(listener -> listen(builder, listener));
        this.breaker = builder.build();
        List<Policy<String>> policies = new ArrayList<>(List.of(breaker));
        // Instead of a rule about slow calls, they are ended as failures.
        Duration limit = recipe.timeout == null ? recipe.slowOver : recipe.timeout;
        if (limit != null) {
            policies.add(Timeout.<String>builder(limit).withInterrupt().build());
        }
        this.executor = Failsafe.with(policies);
    }

    private static void listen(CircuitBreakerBuilder<String> builder, Consumer<String> listener) {
        builder.onOpen(event -> listener.accept("OPEN"))
                .onHalfOpen(event -> listener.accept("HALF_OPEN"))
                .onClose(event -> listener.accept("CLOSED"));
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        try {
            return executor.get(operation::call);
        } catch (FailsafeException wrapped) {
            // It wraps checked exceptions, as documented.
            if (wrapped.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw wrapped;
        }
    }

    @Override
    public boolean isRejection(Throwable thrown) {
        return thrown instanceof CircuitBreakerOpenException;
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
    public CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        return executor.getStageAsync(operation::get);
    }

    @Override
    public Optional<Unit> begin() {
        return breaker.tryAcquirePermit() ? Optional.of(breaker::recordException) : Optional.empty();
    }

    @Override
    public String state() {
        return breaker.getState().name();
    }

    @Override
    public long failures() {
        return breaker.getFailureCount();
    }

    @Override
    public long calls() {
        return breaker.getExecutionCount();
    }

    @Override
    public void open() {
        breaker.open();
    }

    @Override
    public void close() {
        breaker.close();
    }
}
