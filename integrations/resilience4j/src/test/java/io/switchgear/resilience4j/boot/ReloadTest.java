// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Settings of Resilience4j that change while the application runs. */
class ReloadTest {
    private static final String INSTANCES = "resilience4j.circuitbreaker.instances.";

    private static ConfigurableApplicationContext shop;

    private final Map<String, Object> changed = new HashMap<>();
    private CircuitBreakerRegistry registry;

    @BeforeAll
    static void start() {
        shop = Shop.start(true, WebApplicationType.NONE);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void restoreTheSettings() {
        shop.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", changed));
        shop.publishEvent(new EnvironmentChangeEvent(shop, Set.of(INSTANCES)));
        registry = shop.getBean(CircuitBreakerRegistry.class);
        registry.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    private void change(String key, String value) {
        changed.put(key, value);
        shop.publishEvent(new EnvironmentChangeEvent(shop, Set.of(key)));
    }

    @Test
    void shouldGiveARunningBreakerItsNewSettings() {
        CircuitBreaker payments = registry.circuitBreaker("payments");
        payments.executeSupplier(() -> "fine");

        change(INSTANCES + "payments.failure-rate-threshold", "30");

        assertThat(payments.getCircuitBreakerConfig().getFailureRateThreshold()).isEqualTo(30);
        assertThat(payments.getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
        assertThat(registry.circuitBreaker("payments")).isSameAs(payments);
    }

    @Test
    void shouldUseTheNewSettingsOfSharedConfigurations() {
        CircuitBreaker byDefault = registry.circuitBreaker("made without settings");
        CircuitBreaker ownConfig = registry.circuitBreaker("own", CircuitBreakerConfig.ofDefaults());
        CircuitBreaker stock = registry.circuitBreaker("stock");

        change("resilience4j.circuitbreaker.configs.default.failure-rate-threshold", "40");
        change("resilience4j.circuitbreaker.configs.strict.failure-rate-threshold", "20");

        assertThat(byDefault.getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(40);
        assertThat(stock.getCircuitBreakerConfig().getFailureRateThreshold()).isEqualTo(20);
        assertThat(ownConfig.getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(50);
        assertThat(registry.circuitBreaker("new").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(40);
    }

    @Test
    void shouldKeepTheStateAndTheFiguresOfARejectingBreaker() {
        CircuitBreaker payments = registry.circuitBreaker("payments");
        payments.transitionToForcedOpenState();
        payments.tryAcquirePermission();

        change(INSTANCES + "payments.sliding-window-size", "8");

        assertThat(payments.getState()).isEqualTo(State.FORCED_OPEN);
        assertThat(payments.getMetrics().getNumberOfNotPermittedCalls()).isEqualTo(1);
    }

    @Test
    void shouldChangeNothingWhenOneSettingIsWrong() {
        change(INSTANCES + "payments.failure-rate-threshold", "30");

        changed.put(INSTANCES + "stock.failure-rate-threshold", "10");
        change(INSTANCES + "payments.permitted-number-of-calls-in-half-open-state", "5000");

        assertThat(registry.circuitBreaker("payments").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(30);
        assertThat(registry.circuitBreaker("stock").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(25);

        change(INSTANCES + "payments.permitted-number-of-calls-in-half-open-state", "5");
        assertThat(registry.circuitBreaker("stock").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(10);
    }

    @Test
    void shouldCreateBreakersThatAreNewInTheSettings() {
        change(INSTANCES + "search.failure-rate-threshold", "15");

        assertThat(registry.find("search"))
                .hasValueSatisfying(
                        search -> assertThat(search.getCircuitBreakerConfig().getFailureRateThreshold())
                                .isEqualTo(15));
    }

    @Test
    void shouldNotLookAtOtherSettings() {
        changed.put(INSTANCES + "payments.failure-rate-threshold", "30");
        change("server.shutdown", "immediate");

        assertThat(registry.circuitBreaker("payments").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(50);
    }
}
