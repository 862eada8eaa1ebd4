// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.autoconfigure;

import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import io.switchgear.resilience4j.SwitchgearCircuitBreakerRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Applies changed settings to the running breakers. It binds them itself: the shared properties are bound again by another
 * listener, which may come later. A mistake changes nothing and is logged.
 */
final class Reload implements ApplicationListener<EnvironmentChangeEvent> {
    private static final Logger LOG = System.getLogger(Reload.class.getName());
    private static final String PREFIX = "resilience4j.circuitbreaker";

    private final ObjectProvider<SwitchgearCircuitBreakerRegistry> registry;
    private final Environment environment;
    private final CompositeCustomizer<CircuitBreakerConfigCustomizer> customizers;

    Reload(
            ObjectProvider<SwitchgearCircuitBreakerRegistry> registry,
            Environment environment,
            CompositeCustomizer<CircuitBreakerConfigCustomizer> customizers) {
        this.registry = registry;
        this.environment = environment;
        this.customizers = customizers;
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        if (event.getKeys().stream().anyMatch(Reload::isOurs)) {
            try {
                registry.ifAvailable(this::reload);
            } catch (RuntimeException mistake) {
                LOG.log(Level.ERROR, "The circuit breakers keep their settings, the new ones are wrong", mistake);
            }
        }
    }

    /** Whether a key is one of Resilience4j's breakers, also as an environment variable. */
    private static boolean isOurs(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '.').startsWith(PREFIX);
    }

    private void reload(SwitchgearCircuitBreakerRegistry breakers) {
        Settings settings = Settings.of(
                Binder.get(environment).bindOrCreate(PREFIX, CircuitBreakerConfigurationProperties.class), customizers);
        breakers.reconfigure(settings.configs(), settings.instances());
        settings.instances().forEach(breakers::circuitBreaker);
    }
}
