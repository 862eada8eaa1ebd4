// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import java.time.Duration;

/** Switchgear's guards, each kept in a field whose type does not reveal its kind. */
final class SwitchgearViews {
    private static final String NAME = "measured";

    private SwitchgearViews() {}

    static Guard breaker() {
        CircuitBreaker breaker = CircuitBreaker.of(NAME);
        return new View(breaker, () -> breaker.open(Duration.ofDays(1), "measuring"));
    }

    static Guard key() {
        String key = "host.example";
        KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of(
                NAME, ByKey.KEYS, CircuitBreakerConfig.builder().build());
        return new View(keyed.at(key), () -> keyed.open(key, Duration.ofDays(1), "measuring"));
    }

    /** A context without a deadline, which would need another clock reading. */
    static Guard context() {
        CircuitBreaker breaker = CircuitBreaker.of(NAME);
        return new View(breaker.within(CallContext.cancellable()), () -> breaker.open(Duration.ofDays(1), "measuring"));
    }

    private static final class View extends Guard {
        private final io.switchgear.Guard guard;
        private final Runnable opening;

        View(io.switchgear.Guard guard, Runnable opening) {
            this.guard = guard;
            this.opening = opening;
        }

        @Override
        public Object call(Operation operation) {
            return guard.call(operation);
        }

        @Override
        public void open() {
            opening.run();
        }
    }
}
