// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreakerRegistry;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The health indicator {@code switchgear}, by the types of Boot 3 or of Boot 4, which moved them. Conditions that an
 * application without Actuator does not have are on methods, which are looked at after the classes.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    private static final String IN_BOOT_3 = "org.springframework.boot.actuate.health.HealthIndicator";
    private static final String IN_BOOT_4 = "org.springframework.boot.health.contributor.HealthIndicator";

    private static BreakersHealth health(CircuitBreakerRegistry registry, Environment environment) {
        return new BreakersHealth(
                registry,
                () -> Binder.get(environment)
                        .bind("switchgear.health.critical", Bindable.setOf(String.class))
                        .orElse(Set.of()));
    }

    /** Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = IN_BOOT_3)
    @ConditionalOnMissingClass(IN_BOOT_4)
    static class Boot3 {
        @Bean
        @ConditionalOnEnabledHealthIndicator("switchgear")
        org.springframework.boot.actuate.health.HealthIndicator switchgearHealthIndicator(
                CircuitBreakerRegistry registry, Environment environment) {
            BreakersHealth health = health(registry, environment);
            return () -> (health.isOutOfService()
                            ? org.springframework.boot.actuate.health.Health.outOfService()
                            : org.springframework.boot.actuate.health.Health.up())
                    .withDetails(health.details())
                    .build();
        }
    }

    /** Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = IN_BOOT_4)
    static class Boot4 {
        @Bean
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("switchgear")
        org.springframework.boot.health.contributor.HealthIndicator switchgearHealthIndicator(
                CircuitBreakerRegistry registry, Environment environment) {
            BreakersHealth health = health(registry, environment);
            return () -> (health.isOutOfService()
                            ? org.springframework.boot.health.contributor.Health.outOfService()
                            : org.springframework.boot.health.contributor.Health.up())
                    .withDetails(health.details())
                    .build();
        }
    }
}
