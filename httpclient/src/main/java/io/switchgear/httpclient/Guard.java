package io.switchgear.httpclient;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The breaker of one request: one by itself, or one key's of many. Thread-safe. */
interface Guard {
    Permit acquire();

    Optional<Permit> tryAcquire();

    <T> CompletableFuture<T> callAsync(Callable<? extends CompletionStage<? extends T>> operation);

    State state();

    /**
     * Counts the failure of a body that broke off after its call had settled, as one more call. Only where calls are counted
     * and none is a probe: a permit taken while open or half-open would be a probe that the server never saw, and its failure
     * would blame the present for an exchange of the past.
     */
    default void brokeOff(Throwable thrown) {
        State now = state();
        if (now == State.CLOSED || now == State.METRICS_ONLY) {
            tryAcquire().ifPresent(permit -> permit.threw(thrown));
        }
    }

    /** A breaker that would take every response for a success is a mistake. */
    private static void check(String name, CircuitBreakerConfig config) {
        if (Classifier.defaults().equals(config.classifier())) {
            throw new IllegalArgumentException(
                    "Circuit breaker \"" + name + "\": its classifier takes every response for a"
                            + " success, one with status 503 too. Configure it with HttpClassifier.configure(...), or say with"
                            + " classify(...) what is a failure");
        }
    }

    /** A breaker by itself. */
    static Guard of(CircuitBreaker breaker) {
        Objects.requireNonNull(breaker, "breaker");
        check(breaker.name(), breaker.config());
        return new One(breaker);
    }

    /** As for a breaker by itself, for those among which each request's key will choose. */
    static void check(KeyedCircuitBreaker<?> breakers) {
        Objects.requireNonNull(breakers, "breakers");
        check(breakers.name(), breakers.config());
    }

    /** The breaker of a key. */
    static <K> Guard of(KeyedCircuitBreaker<K> breakers, K key) {
        return new Keyed<>(breakers, key);
    }

    /** A breaker by itself. */
    record One(CircuitBreaker breaker) implements Guard {
        @Override
        public Permit acquire() {
            return breaker.acquire();
        }

        @Override
        public Optional<Permit> tryAcquire() {
            return breaker.tryAcquire();
        }

        @Override
        public <T> CompletableFuture<T> callAsync(Callable<? extends CompletionStage<? extends T>> operation) {
            return breaker.callAsync(operation);
        }

        @Override
        public State state() {
            return breaker.state();
        }
    }

    /** One key's. */
    record Keyed<K>(KeyedCircuitBreaker<K> breakers, K key) implements Guard {
        @Override
        public Permit acquire() {
            return breakers.at(key).acquire();
        }

        @Override
        public Optional<Permit> tryAcquire() {
            return breakers.at(key).tryAcquire();
        }

        @Override
        public <T> CompletableFuture<T> callAsync(Callable<? extends CompletionStage<? extends T>> operation) {
            return breakers.at(key).callAsync(operation);
        }

        @Override
        public State state() {
            return breakers.snapshot(key)
                    .map(Snapshot::state)
                    .orElseGet(() -> breakers.snapshot().overflow().state());
        }
    }
}
