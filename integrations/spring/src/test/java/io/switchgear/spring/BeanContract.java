// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;

/** The contract, for beans. */
abstract class BeanContract extends IntegrationContract {
    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    static class Service {
        private ScriptedOperation<Object> behind = ScriptedOperation.returning("not set");

        void setBehind(ScriptedOperation<Object> behind) {
            this.behind = behind;
        }

        @io.switchgear.spring.CircuitBreaker(name = "guarding")
        public Object call() throws Exception {
            return behind.call();
        }

        @io.switchgear.spring.CircuitBreaker(name = "guarding")
        public CompletableFuture<Object> start() {
            return behind.start();
        }

        @io.switchgear.spring.CircuitBreaker(name = "guarding")
        public Mono<Object> mono() {
            return Mono.fromFuture(behind::start);
        }
    }

    Service bean(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        registry.register(breaker);
        AnnotationConfigApplicationContext context = Beans.with(registry, Service.class);
        contexts.add(context);
        Service service = context.getBean(Service.class);
        service.setBehind(behind);
        return service;
    }

    @AfterEach
    void close() {
        contexts.forEach(AnnotationConfigApplicationContext::close);
    }
}
