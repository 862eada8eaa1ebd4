// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.boot;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Boot application as its authors wrote it for Resilience4j: nothing in it knows of Switchgear. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Shop {

    /** The settings of its authors. */
    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("resilience4j.circuitbreaker.configs.default.slidingWindowSize", "4"),
            Map.entry("resilience4j.circuitbreaker.configs.default.minimumNumberOfCalls", "4"),
            Map.entry("resilience4j.circuitbreaker.configs.strict.failure-rate-threshold", "25"),
            Map.entry("resilience4j.circuitbreaker.configs.strict.minimum-number-of-calls", "4"),
            Map.entry("resilience4j.circuitbreaker.instances.payments.register-health-indicator", "true"),
            Map.entry("resilience4j.circuitbreaker.instances.payments.ignore-exceptions", "java.io.IOException"),
            Map.entry("resilience4j.circuitbreaker.instances.stock.base-config", "strict"),
            Map.entry("resilience4j.circuitbreaker.instances.stock.wait-duration-in-open-state", "7s"),
            Map.entry("management.endpoints.web.exposure.include", "*"),
            Map.entry("management.endpoint.health.show-details", "always"),
            Map.entry("management.health.circuitbreakers.enabled", "true"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.jmx.enabled", "false"),
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.port", "0"));

    /** Starts it, with Switchgear's jar switched on or off. */
    static ConfigurableApplicationContext start(boolean onSwitchgear, WebApplicationType type) {
        return new SpringApplicationBuilder(Shop.class)
                .web(type)
                .properties(SETTINGS)
                .properties(Map.of("switchgear.resilience4j.enabled", onSwitchgear))
                .run();
    }

    @Bean
    Payments payments() {
        return new Payments();
    }

    /** The annotated bean. */
    public static class Payments {

        @CircuitBreaker(name = "payments", fallbackMethod = "instead")
        public String pay(String answer) throws Exception {
            return answerOf(answer);
        }

        String instead(String answer, CallNotPermittedException rejection) {
            return "rejected by " + rejection.getCausingCircuitBreakerName();
        }

        String instead(String answer, IllegalStateException failure) {
            return "failed: " + failure.getMessage();
        }

        String instead(String answer, IOException ignored) {
            return "ignored: " + ignored.getMessage();
        }

        @CircuitBreaker(name = "stock")
        public CompletionStage<String> reserve(String answer) {
            return answer.equals("down")
                    ? CompletableFuture.failedFuture(new IllegalStateException(answer))
                    : CompletableFuture.completedFuture(answer);
        }

        private static String answerOf(String answer) throws IOException {
            return switch (answer) {
                case "down" -> throw new IllegalStateException(answer);
                case "gone" -> throw new IOException(answer);
                default -> answer;
            };
        }
    }
}
