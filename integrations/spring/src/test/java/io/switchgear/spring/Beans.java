// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Application contexts of a registry and beans. */
final class Beans {
    /** Opens at the first failure. */
    static final CircuitBreakerConfig ONE_FAILURE = CircuitBreakerConfig.builder()
            .window(Window.lastCalls(100))
            .tripWhen(TripRule.failureCount(1))
            .build();

    private Beans() {}

    /** What an application without other proxies imports. */
    @Configuration(proxyBeanMethods = false)
    @Import(CircuitBreakerAdvisor.Registrar.class)
    static class Proxies {}

    static CircuitBreakerRegistry registry() {
        return CircuitBreakerRegistry.of(ONE_FAILURE);
    }

    /** A started context; the registry is a bean of it. */
    static AnnotationConfigApplicationContext with(CircuitBreakerRegistry registry, Class<?>... beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CircuitBreakerRegistry.class, () -> registry);
        context.register(Proxies.class);
        context.register(beans);
        try {
            context.refresh();
        } catch (RuntimeException failed) {
            context.close();
            throw failed;
        }
        return context;
    }
}
