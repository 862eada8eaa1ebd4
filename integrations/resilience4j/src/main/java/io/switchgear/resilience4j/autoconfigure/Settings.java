// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.autoconfigure;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import java.util.HashMap;
import java.util.Map;

/**
 * The configurations in Resilience4j's properties.
 *
 * @param configs the shared ones by name
 * @param instances those of breakers by name
 */
record Settings(Map<String, CircuitBreakerConfig> configs, Map<String, CircuitBreakerConfig> instances) {

    static Settings of(
            CircuitBreakerConfigurationProperties properties,
            CompositeCustomizer<CircuitBreakerConfigCustomizer> customizers) {
        Map<String, CircuitBreakerConfig> configs = new HashMap<>();
        properties
                .getConfigs()
                .forEach((name, values) ->
                        configs.put(name, properties.createCircuitBreakerConfig(name, values, customizers)));
        Map<String, CircuitBreakerConfig> instances = new HashMap<>();
        properties
                .getInstances()
                .forEach((name, values) ->
                        instances.put(name, properties.createCircuitBreakerConfig(name, values, customizers)));
        for (String name : customizers.instanceNames()) {
            if (!configs.containsKey(name)) {
                instances.computeIfAbsent(
                        name, missing -> properties.createCircuitBreakerConfig(missing, null, customizers));
            }
        }
        return new Settings(configs, instances);
    }
}
