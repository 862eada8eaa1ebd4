package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A breaker for each key, or a floor in its place. */
public abstract class KeyedGuard {
    /** Keys that a benchmark uses. */
    public static final int KEYS = 1_000;

    /** The operation's result, through the breaker of the key. */
    public abstract Object call(String key, Operation operation) throws Exception;

    /** Finding something by a key, the call and one clock reading. */
    static final class Floor extends KeyedGuard {
        private final Map<String, Guard> members = new ConcurrentHashMap<>();

        @Override
        public Object call(String key, Operation operation) throws Exception {
            return members.computeIfAbsent(key, each -> Contender.ONE_CLOCK_READ.guard())
                    .call(operation);
        }
    }

    /** Switchgear's keyed breaker. */
    static final class Switchgear extends KeyedGuard {
        private final KeyedCircuitBreaker<String> breakers = KeyedCircuitBreaker.of(
                "measured", KEYS, CircuitBreakerConfig.builder().build());

        @Override
        public Object call(String key, Operation operation) {
            return breakers.at(key).call(operation);
        }
    }

    /** Resilience4j's registry, asked for each call. */
    static final class Resilience4j extends KeyedGuard {
        private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();

        @Override
        public Object call(String key, Operation operation) throws Exception {
            return breakers.circuitBreaker(key).executeCallable(operation);
        }
    }
}
