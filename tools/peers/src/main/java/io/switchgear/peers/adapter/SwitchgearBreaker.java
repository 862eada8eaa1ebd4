// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Permit;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Switchgear. Thread-safe. */
final class SwitchgearBreaker implements Breaker {
    /** The default rule that is not a rate. */
    private static final TripRule RUN = TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1));

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "switchgear-timer");
        thread.setDaemon(true);
        return thread;
    });

    private final CircuitBreakerRegistry registry;
    private final Recipe recipe;
    private final CircuitBreaker breaker;

    SwitchgearBreaker(String name, Recipe recipe) {
        this(CircuitBreakerRegistry.ofDefaults(), name, recipe);
    }

    private SwitchgearBreaker(CircuitBreakerRegistry registry, String name, Recipe recipe) {
        this.registry = registry;
        this.recipe = recipe;
        Recipe.lacks(recipe.timeout != null, "ends no call that its caller waits for; that is left to the client");
        this.breaker = registry.register(name, config(recipe));
        recipe.listeners.forEach(this::listen);
        if (recipe.onSuccess != null || recipe.onRejected != null) {
            breaker.observeCalls(new Observer(recipe));
        }
    }

    private record Observer(Recipe recipe) implements CallObserver {
        @Override
        public void settled(Outcome outcome, Duration took) {
            if (recipe.onSuccess != null && outcome == Outcome.SUCCESS) {
                recipe.onSuccess.run();
            }
        }

        @Override
        public void rejected(RejectionReason reason) {
            if (recipe.onRejected != null) {
                recipe.onRejected.run();
            }
        }
    }

    private static CircuitBreakerConfig config(Recipe recipe) {
        TripRule rate = TripRule.failureRate(recipe.percent / 100.0).minimumCalls(recipe.minimum);
        OutcomeRules rules = Classifier.ignore(NotAFailure.class);
        HalfOpen all = HalfOpen.probes(recipe.probes);
        HalfOpen halfOpen = recipe.firstDecides ? all.required(1).failures(1) : all;
        CircuitBreakerConfigBuilder config = CircuitBreakerConfig.builder()
                .logChanges(false)
                .window(recipe.timeWindow == null ? Window.lastCalls(recipe.minimum) : Window.last(recipe.timeWindow))
                .tripWhen(recipe.usualRules ? TripRule.anyOf(rate, RUN) : rate)
                .openFor(
                        recipe.waits == null
                                ? fixed(recipe.openFor)
                                : Backoff.of(recipe.waits).jitter(0))
                .halfOpen(recipe.halfOpenLimit == null ? halfOpen : halfOpen.probeTimeout(recipe.halfOpenLimit))
                .classify(recipe.failedResult == null ? rules : withResult(rules, recipe));
        if (recipe.slowOver != null) {
            // The rule for slow calls that are not back yet, in addition to the one for those that are.
            config.slowCallsOver(recipe.slowOver)
                    .tripWhen(TripRule.anyOf(
                            rate,
                            TripRule.slowCallRate(0.5).minimumCalls(recipe.minimum),
                            TripRule.stuckCalls(recipe.minimum, recipe.slowOver)));
        }
        if (recipe.clock != null) {
            config.ticker(recipe.clock::nanos).instantSource(recipe.clock);
        }
        return (recipe.timer ? config.scheduler(TIMER) : config).build();
    }

    private static Backoff fixed(Duration wait) {
        return Backoff.fixed(wait).jitter(0);
    }

    private static OutcomeRules withResult(OutcomeRules rules, Recipe recipe) {
        var failed = Objects.requireNonNull(recipe.failedResult);
        return rules.failOnResult(result -> failed.test((String) result));
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        return breaker.<@Nullable String, Exception>call(operation::call);
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
        return new SwitchgearBreaker(registry, breaker.name(), other);
    }

    @Override
    public CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        return breaker.callAsync(operation::get);
    }

    @Override
    public Optional<Unit> begin() {
        return breaker.tryAcquire().map(Held::new);
    }

    private record Held(Permit permit) implements Unit {
        @Override
        public void answered() {
            permit.progressed();
        }

        @Override
        public void breakOff(Exception failure) {
            permit.threw(failure);
        }
    }

    @Override
    public String state() {
        return breaker.state().name();
    }

    @Override
    public long failures() {
        return breaker.snapshot().metrics().failures();
    }

    @Override
    public long calls() {
        return breaker.snapshot().metrics().calls();
    }

    @Override
    public void open() {
        breaker.open(recipe.openFor, "the scenario asks for it");
    }

    @Override
    public void close() {
        breaker.reset("the scenario asks for it");
    }

    @Override
    public void reconfigure(Duration openFor) {
        breaker.reconfigure(breaker.config().toBuilder().openFor(fixed(openFor)).build());
    }

    @Override
    public Runnable listen(Consumer<String> listener) {
        Registration registration =
                breaker.onStateChange(change -> listener.accept(change.to().name()));
        return registration::close;
    }
}
