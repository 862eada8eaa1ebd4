// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.resilience4j.SwitchgearCircuitBreaker;
import io.switchgear.resilience4j.SwitchgearCircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The same application, with a real web server, on Resilience4j's engine and on Switchgear's. */
@ParameterizedClass(name = "on Switchgear: {0}")
@ValueSource(booleans = {true, false})
class SameApplicationTest {
    private static final Map<Boolean, ConfigurableApplicationContext> SHOPS = new HashMap<>();

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext shop;

    @Parameter
    boolean onSwitchgear;

    @BeforeEach
    void start() {
        shop = SHOPS.computeIfAbsent(onSwitchgear, on -> Shop.start(on, WebApplicationType.SERVLET));
        registry().getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @AfterAll
    static void stop() {
        SHOPS.values().forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void shouldHaveOneRegistryWithBreakersOfOneEngine() {
        if (onSwitchgear) { // otherwise Boot 4 with Spring Cloud has a proxy and its target
            assertThat(shop.getBeansOfType(CircuitBreakerRegistry.class)).hasSize(1);
        }
        assertThat(registry() instanceof SwitchgearCircuitBreakerRegistry).isEqualTo(onSwitchgear);
        assertThat(registry().getAllCircuitBreakers())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(breaker -> breaker instanceof SwitchgearCircuitBreaker == onSwitchgear);
    }

    @Test
    void shouldStandBehindTheFactoryOfSpringCloud() {
        CircuitBreakerFactory<?, ?> factory = shop.getBean(CircuitBreakerFactory.class);

        String answer = factory.create("remote")
                .run(
                        () -> {
                            throw new IllegalStateException("down");
                        },
                        failure -> "instead of " + failure);

        assertThat(answer).contains("instead of", "down");
        assertThat(registry().find("remote"))
                .hasValueSatisfying(remote ->
                        assertThat(remote.getMetrics().getNumberOfFailedCalls()).isEqualTo(1));
    }

    @Test
    void shouldReadTheSettings() {
        assertThat(registry().circuitBreaker("stock").getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(25);
        assertThat(registry()
                        .circuitBreaker("stock")
                        .getCircuitBreakerConfig()
                        .getWaitIntervalFunctionInOpenState()
                        .apply(1))
                .isEqualTo(Duration.ofSeconds(7).toMillis());
        assertThat(registry()
                        .circuitBreaker("payments")
                        .getCircuitBreakerConfig()
                        .getMinimumNumberOfCalls())
                .isEqualTo(4);
        assertThat(registry()
                        .circuitBreaker("made later")
                        .getCircuitBreakerConfig()
                        .getSlidingWindowSize())
                .isEqualTo(4);
    }

    @Test
    void shouldGuardAnnotatedMethodsAndCallTheirFallbacks() throws Exception {
        Shop.Payments payments = shop.getBean(Shop.Payments.class);

        assertThat(payments.pay("fine")).isEqualTo("fine");
        assertThat(payments.pay("gone")).isEqualTo("ignored: gone");
        assertThat(payments.pay("fine")).isEqualTo("fine");
        assertThat(payments.pay("down")).isEqualTo("failed: down");
        assertThat(payments.pay("down")).isEqualTo("failed: down");

        assertThat(payments.pay("fine")).isEqualTo("rejected by payments");
    }

    @Test
    void shouldGuardAnnotatedStages() throws Exception {
        Shop.Payments payments = shop.getBean(Shop.Payments.class);

        for (String answer : new String[] {"fine", "fine", "fine", "down"}) {
            payments.reserve(answer);
        }

        assertThat(payments.reserve("fine").toCompletableFuture()).isCompletedExceptionally();
        assertThat(registry().circuitBreaker("stock").getState().name()).isEqualTo("OPEN");
    }

    @Test
    void shouldShowAndOperateBreakersByTheActuator() throws Exception {
        Shop.Payments payments = shop.getBean(Shop.Payments.class);
        payments.pay("fine");
        payments.pay("down");
        payments.pay("fine");

        assertThat(get("circuitbreakers"))
                .contains("\"payments\"", "\"bufferedCalls\":3", "\"failedCalls\":1", "\"failureRate\":\"-1.0%\"")
                .contains("\"state\":\"CLOSED\"");
        assertThat(post("FORCE_OPEN")).contains("\"currentState\":\"FORCED_OPEN\"");
        assertThat(payments.pay("fine")).isEqualTo("rejected by payments");
        assertThat(get("circuitbreakers")).contains("\"notPermittedCalls\":1");
        assertThat(post("DISABLE")).contains("\"currentState\":\"DISABLED\"");
        assertThat(payments.pay("fine")).isEqualTo("fine");
        assertThat(post("CLOSE")).contains("\"currentState\":\"CLOSED\"");
        assertThat(get("circuitbreakerevents/payments"))
                .contains("\"type\":\"SUCCESS\"", "\"type\":\"ERROR\"")
                .containsPattern("CLOSED(_TO_| to )FORCED_OPEN") // Jackson 2 and 3
                .containsPattern("FORCED_OPEN(_TO_| to )DISABLED")
                .containsPattern("DISABLED(_TO_| to )CLOSED");
    }

    @Test
    void shouldShowHealthAndMeters() throws Exception {
        double failed = failedCalls();
        double rejected = rejectedCalls();
        for (String answer : new String[] {"fine", "down", "down", "down", "rejected"}) {
            shop.getBean(Shop.Payments.class).pay(answer);
        }

        assertThat(get("health"))
                .contains("\"circuitBreakers\"", "\"payments\"", "\"state\":\"OPEN\"", "\"failureRate\":\"75.0%\"");
        MeterRegistry meters = shop.getBean(MeterRegistry.class);
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", "payments", "state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(failedCalls() - failed).isEqualTo(3);
        assertThat(rejectedCalls() - rejected).isEqualTo(1);
        assertThat(meters.get("resilience4j.circuitbreaker.failure.rate")
                        .tags("name", "payments")
                        .gauge()
                        .value())
                .isEqualTo(75);
    }

    private double failedCalls() {
        return shop.getBean(MeterRegistry.class)
                .get("resilience4j.circuitbreaker.calls")
                .tags("name", "payments", "kind", "failed")
                .timer()
                .count();
    }

    private double rejectedCalls() {
        return shop.getBean(MeterRegistry.class)
                .get("resilience4j.circuitbreaker.not.permitted.calls")
                .tags("name", "payments")
                .counter()
                .count();
    }

    private CircuitBreakerRegistry registry() {
        return shop.getBean(CircuitBreakerRegistry.class);
    }

    private String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String post(String update) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(uri("circuitbreakers/payments"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"updateState\":\"" + update + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
    }
}
