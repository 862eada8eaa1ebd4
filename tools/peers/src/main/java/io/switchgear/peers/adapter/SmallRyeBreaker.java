// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.Guard.Builder.CircuitBreakerBuilder;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** SmallRye Fault Tolerance, used without a container. Thread-safe. */
final class SmallRyeBreaker implements Breaker {
    private static final TypeLiteral<CompletionStage<String>> STAGE = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };

    private final String name;
    private final Recipe recipe;
    private final Guard guard;

    SmallRyeBreaker(String name, Recipe recipe) {
        this.name = name;
        this.recipe = recipe;
        Recipe.lacks(recipe.clock != null, "cannot be given a clock");
        Recipe.lacks(recipe.timeWindow != null, "has no window of time");
        Recipe.lacks(recipe.halfOpenLimit != null, "has no time limit for probes");
        Recipe.lacks(recipe.waits != null, "waits the same time always");
        Recipe.lacks(recipe.failedResult != null, "judges exceptions only");
        Recipe.lacks(recipe.firstDecides, "lets out as many probes as must succeed");
        CircuitBreakerBuilder breaker = Guard.create()
                .withDescription(name)
                .withCircuitBreaker()
                .name(name)
                .requestVolumeThreshold(recipe.minimum)
                .failureRatio(recipe.percent / 100.0)
                .delay(recipe.openFor.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(recipe.probes)
                .skipOn(NotAFailure.class);
        recipe.listeners.stream()
                .limit(1)
                .forEach(listener -> breaker.onStateChange(state -> listener.accept(state.name())));
        if (recipe.onRejected != null) {
            breaker.onPrevented(recipe.onRejected);
        }
        if (recipe.onSuccess != null) {
            breaker.onSuccess(recipe.onSuccess);
        }
        Guard.Builder builder = breaker.done();
        // Instead of a rule about slow calls, they are ended as failures.
        Duration limit = recipe.timeout == null ? recipe.slowOver : recipe.timeout;
        if (limit != null) {
            builder = builder.withTimeout()
                    .duration(limit.toMillis(), ChronoUnit.MILLIS)
                    .done();
        }
        this.guard = builder.build();
        recipe.listeners.stream()
                .skip(1)
                .forEach(listener ->
                        CircuitBreakerMaintenance.get().onStateChange(name, state -> listener.accept(state.name())));
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        return guard.call(operation, String.class);
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
    public Breaker again(Recipe other) {
        return new SmallRyeBreaker(name, other);
    }

    @Override
    public CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        return guard.get(operation, STAGE).toCompletableFuture();
    }

    @Override
    public String state() {
        return CircuitBreakerMaintenance.get().currentState(name).name();
    }

    @Override
    public void close() {
        CircuitBreakerMaintenance.get().reset(name);
    }
}
