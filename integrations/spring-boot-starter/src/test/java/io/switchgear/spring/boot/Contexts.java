// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Applications with nothing but the starter. */
final class Contexts {
    private Contexts() {}

    static ApplicationContextRunner with(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SwitchgearAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    static CircuitBreaker breaker(ApplicationContext context, String name) {
        return context.getBean(CircuitBreakerRegistry.class).get(name);
    }

    static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.recordFailure(new IllegalStateException("down"));
        }
    }
}
