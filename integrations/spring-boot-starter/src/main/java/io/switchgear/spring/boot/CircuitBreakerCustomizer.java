// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreakerConfigBuilder;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A bean that configures breakers where properties cannot: classifiers by predicate, hints, rules of your own. Properties
 * come after it: what they set applies, and what they do not set stays as it is here. Several beans run in their order.
 * Thread-safe, and the same for a name each time, since it runs again at each reload.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CircuitBreakerCustomizer {

    /**
     * Configures one breaker.
     *
     * @param breaker the name of the breaker
     * @param config its configuration so far
     * @return the same builder, or another one
     */
    CircuitBreakerConfigBuilder customize(String breaker, CircuitBreakerConfigBuilder config);

    /**
     * Returns a customizer of one breaker.
     *
     * @param breaker the name of the breaker
     * @param settings the settings of that breaker
     * @return a customizer that leaves all others as they are
     */
    static CircuitBreakerCustomizer of(String breaker, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        Objects.requireNonNull(breaker, "breaker");
        Objects.requireNonNull(settings, "settings");
        return (name, config) -> name.equals(breaker) ? settings.apply(config) : config;
    }
}
