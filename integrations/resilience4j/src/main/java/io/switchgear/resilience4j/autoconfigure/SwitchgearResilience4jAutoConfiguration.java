// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.autoconfigure;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerEvent;
import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.consumer.EventConsumerRegistry;
import io.github.resilience4j.core.registry.RegistryEventConsumer;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfiguration;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import io.switchgear.resilience4j.SwitchgearCircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The registry of Resilience4j's starters, on Switchgear's engine. It comes before theirs, which is created only if there is
 * none; everything else of theirs (annotations, endpoints, meters, health) finds this one. Runs on Boot 3 and Boot 4. With
 * {@code switchgear.resilience4j.enabled=false} Resilience4j keeps its own engine.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = "org.springframework.cloud.autoconfigure.RefreshAutoConfiguration",
        beforeName = {
            SwitchgearResilience4jAutoConfiguration.ON_BOOT_3,
            SwitchgearResilience4jAutoConfiguration.ON_BOOT_4,
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerRefreshScopedRegistryAutoConfiguration"
        })
@Conditional(SwitchgearResilience4jAutoConfiguration.OnStarter.class)
@ConditionalOnProperty(name = "switchgear.resilience4j.enabled", matchIfMissing = true)
public class SwitchgearResilience4jAutoConfiguration {

    static final String ON_BOOT_3 =
            "io.github.resilience4j.springboot3.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration";
    static final String ON_BOOT_4 =
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration";

    private static final String CUSTOMIZERS = "compositeCircuitBreakerCustomizer";

    /** Creates the configuration; called by Spring. */
    public SwitchgearResilience4jAutoConfiguration() {}

    /**
     * The registry, with the configurations and instances of {@code resilience4j.circuitbreaker.*}.
     *
     * @param properties Resilience4j's settings
     * @param events the buffers of events that its endpoints show
     * @param consumers the consumers of the registry's events
     * @param customizers changes to the settings in code
     * @return the registry
     */
    @Bean
    @ConditionalOnMissingBean(CircuitBreakerRegistry.class)
    public SwitchgearCircuitBreakerRegistry circuitBreakerRegistry(
            CircuitBreakerConfigurationProperties properties,
            EventConsumerRegistry<CircuitBreakerEvent> events,
            RegistryEventConsumer<CircuitBreaker> consumers,
            @Qualifier(CUSTOMIZERS) CompositeCustomizer<CircuitBreakerConfigCustomizer> customizers) {
        Settings settings = Settings.of(properties, customizers);
        SwitchgearCircuitBreakerRegistry registry = SwitchgearCircuitBreakerRegistry.of(
                settings.configs(), List.of(consumers), Map.copyOf(properties.getTags()));
        new CircuitBreakerConfiguration(properties).registerEventConsumer(registry, events);
        settings.instances().forEach(registry::circuitBreaker);
        return registry;
    }

    /** The reload of changed settings, where Spring Cloud tells of them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EnvironmentChangeEvent.class)
    static class ReloadConfiguration {

        @Bean
        Reload switchgearResilience4jReload(
                ObjectProvider<SwitchgearCircuitBreakerRegistry> registry,
                Environment environment,
                @Qualifier(CUSTOMIZERS) CompositeCustomizer<CircuitBreakerConfigCustomizer> customizers) {
            return new Reload(registry, environment, customizers);
        }
    }

    /** One of Resilience4j's starters is there. */
    static final class OnStarter extends AnyNestedCondition {
        OnStarter() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnClass(name = ON_BOOT_3)
        static final class Boot3 {}

        @ConditionalOnClass(name = ON_BOOT_4)
        static final class Boot4 {}
    }
}
