// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.internal.InMemoryCircuitBreakerRegistry;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.core.registry.EntryAddedEvent;
import io.github.resilience4j.core.registry.EntryRemovedEvent;
import io.github.resilience4j.core.registry.EntryReplacedEvent;
import io.github.resilience4j.core.registry.RegistryEventConsumer;
import io.switchgear.resilience4j.SwitchgearCircuitBreakerRegistry;
import io.switchgear.resilience4j.autoconfigure.SwitchgearResilience4jAutoConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** The parts of an application that give the registry something, or take something from it. */
class WiringTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ofResilience4j(), SwitchgearResilience4jAutoConfiguration.class));

    /** The auto-configuration of the starter on the class path: for Boot 3 or for Boot 4. */
    private static Class<?> ofResilience4j() {
        String name = "circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration";
        ClassLoader loader = WiringTest.class.getClassLoader();
        return ClassUtils.isPresent("io.github.resilience4j.springboot3." + name, loader)
                ? ClassUtils.resolveClassName("io.github.resilience4j.springboot3." + name, loader)
                : ClassUtils.resolveClassName("io.github.resilience4j.springboot." + name, loader);
    }

    @Test
    void shouldLeaveTheRegistryOfTheApplicationAlone() {
        runner.withUserConfiguration(OwnRegistry.class)
                .run(context -> assertThat(context.getBean(CircuitBreakerRegistry.class))
                        .isSameAs(OwnRegistry.REGISTRY));
    }

    @Test
    void shouldLeaveResilience4jAloneWhenSwitchedOff() {
        runner.withPropertyValues("switchgear.resilience4j.enabled=false")
                .run(context -> assertThat(context.getBean(CircuitBreakerRegistry.class))
                        .isInstanceOf(InMemoryCircuitBreakerRegistry.class));
    }

    @Test
    void shouldDoNothingWithoutAStarterOfResilience4j() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SwitchgearResilience4jAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(
                        "io.github.resilience4j.springboot", "io.github.resilience4j.springboot3"))
                .run(context -> assertThat(context).doesNotHaveBean(CircuitBreakerRegistry.class));
    }

    @Test
    void shouldWorkWithoutSpringCloud() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .run(context -> assertThat(context.getBean(CircuitBreakerRegistry.class))
                        .isInstanceOf(SwitchgearCircuitBreakerRegistry.class));
    }

    @Test
    void shouldApplyCustomizersAndTellConsumersOfTheRegistry() {
        runner.withUserConfiguration(Extras.class).run(context -> {
            assertThat(context.getBean(CircuitBreakerRegistry.class)
                            .circuitBreaker("tuned")
                            .getCircuitBreakerConfig()
                            .getFailureRateThreshold())
                    .isEqualTo(12);
            assertThat(context.getBean(Extras.class).added).containsExactly("tuned");
        });
    }

    @Test
    void shouldNotStartWithSettingsThatTheEngineCannotTake() {
        runner.withPropertyValues(
                        "resilience4j.circuitbreaker.instances.wide.permitted-number-of-calls-in-half-open-state=2000")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("permittedNumberOfCallsInHalfOpenState of 'wide' is 2000")
                        .hasMessageContaining("at most 1000"));
    }

    /** An application that makes its own registry. */
    @Configuration(proxyBeanMethods = false)
    static class OwnRegistry {
        static final CircuitBreakerRegistry REGISTRY = CircuitBreakerRegistry.ofDefaults();

        @Bean
        CircuitBreakerRegistry ownRegistry() {
            return REGISTRY;
        }
    }

    /** An application with settings in code and a consumer of the registry's events. */
    @Configuration(proxyBeanMethods = false)
    static class Extras {
        final List<String> added = new CopyOnWriteArrayList<>();

        @Bean
        CircuitBreakerConfigCustomizer tuned() {
            return CircuitBreakerConfigCustomizer.of("tuned", config -> config.failureRateThreshold(12));
        }

        @Bean
        RegistryEventConsumer<io.github.resilience4j.circuitbreaker.CircuitBreaker> consumer() {
            return new RegistryEventConsumer<>() {
                @Override
                public void onEntryAddedEvent(
                        EntryAddedEvent<io.github.resilience4j.circuitbreaker.CircuitBreaker> event) {
                    added.add(event.getAddedEntry().getName());
                }

                @Override
                public void onEntryRemovedEvent(
                        EntryRemovedEvent<io.github.resilience4j.circuitbreaker.CircuitBreaker> event) {}

                @Override
                public void onEntryReplacedEvent(
                        EntryReplacedEvent<io.github.resilience4j.circuitbreaker.CircuitBreaker> event) {}
            };
        }
    }
}
