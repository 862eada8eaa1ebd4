// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreaker;
import io.switchgear.KeyedCircuitBreaker;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One change by hand, of a breaker or of all keys of a keyed one.
 *
 * @param plain the change of a breaker, with a reason
 * @param keyed the change of a keyed breaker, with a reason
 */
record HandMove(BiConsumer<CircuitBreaker, String> plain, BiConsumer<KeyedCircuitBreaker<?>, String> keyed) {

    /**
     * Returns the change with a name.
     *
     * @throws IllegalArgumentException if there is no such change, or a value is missing
     */
    static HandMove of(String action, @Nullable Duration openFor) {
        return switch (action.toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "force_open" -> new HandMove(CircuitBreaker::forceOpen, KeyedCircuitBreaker::forceOpen);
            case "disable" -> new HandMove(CircuitBreaker::disable, KeyedCircuitBreaker::disable);
            case "metrics_only" -> new HandMove(CircuitBreaker::metricsOnly, KeyedCircuitBreaker::metricsOnly);
            case "release" -> new HandMove(CircuitBreaker::release, KeyedCircuitBreaker::release);
            case "reset" -> new HandMove(CircuitBreaker::reset, KeyedCircuitBreaker::reset);
            case "open" -> {
                if (openFor == null) {
                    throw new IllegalArgumentException("open needs openFor, such as 30s");
                }
                yield new HandMove(
                        (breaker, reason) -> breaker.open(openFor, reason),
                        (breaker, reason) -> breaker.open(openFor, reason));
            }
            default ->
                throw new IllegalArgumentException(
                        "action must be force_open, disable, metrics_only, open, release or reset, not " + action);
        };
    }

    void make(CircuitBreaker breaker, String reason) {
        plain.accept(breaker, reason);
    }

    void make(KeyedCircuitBreaker<?> breaker, String reason) {
        keyed.accept(breaker, reason);
    }
}
