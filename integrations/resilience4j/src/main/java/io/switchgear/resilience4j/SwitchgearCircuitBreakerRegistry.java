// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.ConfigurationNotFoundException;
import io.github.resilience4j.core.registry.AbstractRegistry;
import io.github.resilience4j.core.registry.RegistryEventConsumer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Resilience4j's registry, which creates breakers on Switchgear's engine. Names, named configurations, tags and events are
 * Resilience4j's own. Thread-safe.
 *
 * @since 0.1
 */
public final class SwitchgearCircuitBreakerRegistry extends AbstractRegistry<CircuitBreaker, CircuitBreakerConfig>
        implements CircuitBreakerRegistry {

    private SwitchgearCircuitBreakerRegistry(
            Map<String, CircuitBreakerConfig> configs,
            List<RegistryEventConsumer<CircuitBreaker>> consumers,
            Map<String, String> tags) {
        super(configs.getOrDefault(DEFAULT_CONFIG, CircuitBreakerConfig.ofDefaults()), consumers, tags);
        configurations.putAll(configs);
    }

    /**
     * Creates a registry.
     *
     * @param defaultConfig the configuration of breakers that are created without one
     * @return an empty registry
     */
    public static SwitchgearCircuitBreakerRegistry of(CircuitBreakerConfig defaultConfig) {
        return of(Map.of(DEFAULT_CONFIG, defaultConfig), List.of(), Map.of());
    }

    /**
     * Creates a registry with named configurations.
     *
     * @param configs configurations by name; {@code default} is the one of breakers that are created without one
     * @param consumers the consumers of its events from the start
     * @param tags the tags of every breaker
     * @return an empty registry
     */
    public static SwitchgearCircuitBreakerRegistry of(
            Map<String, CircuitBreakerConfig> configs,
            List<RegistryEventConsumer<CircuitBreaker>> consumers,
            Map<String, String> tags) {
        return new SwitchgearCircuitBreakerRegistry(configs, consumers, tags);
    }

    /**
     * Replaces configurations while the breakers run; their states and windows are kept. A breaker takes the configuration
     * of its name in {@code instances}; one that was created with a named configuration takes the new one of that name; all
     * others keep theirs. If the engine cannot take one of them, nothing changes.
     *
     * @param configs configurations by name; names that are missing keep theirs
     * @param instances configurations by name of the breaker
     * @throws IllegalArgumentException if the engine cannot take a setting
     */
    public void reconfigure(Map<String, CircuitBreakerConfig> configs, Map<String, CircuitBreakerConfig> instances) {
        Map<SwitchgearCircuitBreaker, CircuitBreakerConfig> changes = new HashMap<>();
        for (CircuitBreaker each : entryMap.values()) {
            if (each instanceof SwitchgearCircuitBreaker breaker) {
                CircuitBreakerConfig after = instances.getOrDefault(breaker.getName(), successor(breaker, configs));
                breaker.check(after);
                changes.put(breaker, after);
            }
        }
        configurations.putAll(configs);
        changes.forEach(SwitchgearCircuitBreaker::reconfigure);
    }

    /** The new configuration of the name whose configuration the breaker was created with. */
    @SuppressWarnings(
            "ReferenceEquality") // A configuration has no equality; a breaker keeps the object of the registry.
    private CircuitBreakerConfig successor(
            SwitchgearCircuitBreaker breaker, Map<String, CircuitBreakerConfig> configs) {
        CircuitBreakerConfig before = breaker.getCircuitBreakerConfig();
        return configurations.entrySet().stream()
                .filter(named -> named.getValue() == before)
                .map(named -> configs.getOrDefault(named.getKey(), before))
                .findFirst()
                .orElse(before);
    }

    @Override
    public Set<CircuitBreaker> getAllCircuitBreakers() {
        return new HashSet<>(entryMap.values());
    }

    @Override
    public CircuitBreaker circuitBreaker(String name) {
        return circuitBreaker(name, getDefaultConfig());
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, Map<String, String> tags) {
        return circuitBreaker(name, getDefaultConfig(), tags);
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, CircuitBreakerConfig config) {
        return circuitBreaker(name, config, Map.of());
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, CircuitBreakerConfig config, Map<String, String> tags) {
        return circuitBreaker(name, () -> config, tags);
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, String configName) {
        return circuitBreaker(name, configName, Map.of());
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, String configName, Map<String, String> tags) {
        return circuitBreaker(
                name,
                () -> getConfiguration(configName).orElseThrow(() -> new ConfigurationNotFoundException(configName)),
                tags);
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, Supplier<CircuitBreakerConfig> config) {
        return circuitBreaker(name, config, Map.of());
    }

    @Override
    public CircuitBreaker circuitBreaker(String name, Supplier<CircuitBreakerConfig> config, Map<String, String> tags) {
        return computeIfAbsent(
                name,
                () -> SwitchgearCircuitBreaker.of(
                        name,
                        Objects.requireNonNull(
                                Objects.requireNonNull(config, SUPPLIER_MUST_NOT_BE_NULL)
                                        .get(),
                                CONFIG_MUST_NOT_BE_NULL),
                        getAllTags(tags)));
    }
}
