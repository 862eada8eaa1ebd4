// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** An entry of a registry: a breaker or a keyed breaker. Two are equal if they stand for the same one. Immutable. */
sealed interface Registered {
    String name();

    Health health();

    Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor);

    Callbacks callbacks();

    /** Its kind and the call that returns it, for errors. */
    String inWords();

    /** A breaker. */
    record Single(CircuitBreaker breaker) implements Registered {
        @Override
        public String name() {
            return breaker.name();
        }

        @Override
        public Health health() {
            return breaker.health();
        }

        @Override
        public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
            return breaker.onEvent(listener, executor);
        }

        @Override
        public Callbacks callbacks() {
            return breaker.machine.callbacks;
        }

        @Override
        public String inWords() {
            return "\"" + name() + "\" has a circuit breaker already: use get(\"" + name() + "\")";
        }
    }

    /** A keyed breaker. */
    record Keyed(KeyedCircuitBreaker<?> breaker) implements Registered {
        @Override
        public String name() {
            return breaker.name();
        }

        @Override
        public Health health() {
            return breaker.health();
        }

        @Override
        public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
            return breaker.onEvent(listener, executor);
        }

        @Override
        public Callbacks callbacks() {
            return breaker.callbacks();
        }

        @Override
        public String inWords() {
            return "\"" + name() + "\" has a keyed circuit breaker for at most " + breaker.maxKeys()
                    + " keys already: use keyed(\"" + name() + "\", " + breaker.maxKeys() + ") or findKeyed(\"" + name()
                    + "\")";
        }
    }
}
