// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.State;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The endpoint where writing is allowed. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.config.name=six-lines",
            "management.endpoints.web.exposure.include=switchgear",
            "management.endpoint.switchgear.access=unrestricted"
        })
class EndpointTest {
    @LocalServerPort
    private int port;

    @Autowired
    private CircuitBreakerRegistry registry;

    @AfterEach
    void removeAll() {
        registry.all().forEach(each -> registry.remove(each.name()));
        registry.allKeyed().forEach(each -> registry.remove(each.name()));
    }

    @Test
    void shouldShowAllBreakers() throws Exception {
        Contexts.fail(registry.get("payments"), 3);
        registry.get("search");
        registry.keyed("hosts", 10).forceOpen("eu", "maintenance");

        Map<String, Object> all = WebApplication.json(WebApplication.get(port, "/actuator/switchgear"));

        assertThat(all).extractingByKey("breakers").asString().contains("payments={state=OPEN, health=DOWN");
        assertThat(all).extractingByKey("breakers").asString().contains("search={state=CLOSED, health=UP");
        assertThat(all).extractingByKey("keyed").asString().contains("hosts={state={FORCED_OPEN=1");
        assertThat(all).extractingByKey("health").asString().contains("status=DOWN");
    }

    @Test
    void shouldShowOneBreakerWithItsFiguresAndSettings() throws Exception {
        Contexts.fail(registry.get("payments"), 3);

        Map<String, Object> one = WebApplication.json(WebApplication.get(port, "/actuator/switchgear/payments"));

        assertThat(one).containsEntry("name", "payments").containsEntry("state", "OPEN");
        assertThat(one).extractingByKey("settings").asString().contains("consecutive-failures=3", "open-for=20s");
        assertThat(one).extractingByKey("snapshot").asString().contains("failures=3", "lastTrip=3 failures in a row");
    }

    @Test
    void shouldShowAKeyedBreaker() throws Exception {
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 10);
        hosts.forceOpen("eu", "maintenance");

        Map<String, Object> one = WebApplication.json(WebApplication.get(port, "/actuator/switchgear/hosts"));

        assertThat(one).containsEntry("name", "hosts");
        assertThat(one.get("maxKeys")).hasToString("10");
        assertThat(one).extractingByKey("notClosed").asString().contains("FORCED_OPEN");
    }

    /** A typing error in a path must not create a breaker. */
    @Test
    void shouldNotFindAnUnknownNameAndCreateNothing() throws Exception {
        HttpResponse<String> read = WebApplication.get(port, "/actuator/switchgear/payment");
        HttpResponse<String> written = WebApplication.post(
                port, "/actuator/switchgear/payment", "{\"action\":\"force_open\",\"reason\":\"maintenance\"}");

        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(written.statusCode()).isEqualTo(404);
        assertThat(written.body()).contains("there is no circuit breaker payment");
        assertThat(registry.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "force_open, FORCED_OPEN",
        "FORCE_OPEN, FORCED_OPEN",
        "force-open, FORCED_OPEN",
        "disable, DISABLED",
        "metrics_only, METRICS_ONLY",
        "open, OPEN",
        "reset, CLOSED",
        "release, CLOSED"
    })
    void shouldChangeABreakerByHand(String action, State expected) throws Exception {
        CircuitBreaker payments = registry.get("payments");

        HttpResponse<String> response = WebApplication.post(
                port,
                "/actuator/switchgear/payments",
                "{\"action\":\"" + action + "\",\"reason\":\"maintenance\",\"openFor\":\"30s\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(payments.state()).isEqualTo(expected);
        assertThat(WebApplication.json(response)).containsEntry("state", expected.name());
    }

    @Test
    void shouldChangeAllKeysOfAKeyedBreaker() throws Exception {
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 10);

        WebApplication.post(
                port, "/actuator/switchgear/hosts", "{\"action\":\"force_open\",\"reason\":\"maintenance\"}");

        assertThat(hosts.at("any").tryAcquire()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"force_open\"}",
                "{\"reason\":\"maintenance\"}",
                "{\"action\":\"force_open\",\"reason\":\" \"}",
                "{\"action\":\"explode\",\"reason\":\"maintenance\"}",
                "{\"action\":\"open\",\"reason\":\"maintenance\"}",
                "{\"action\":\"open\",\"reason\":\"maintenance\",\"openFor\":\"soon\"}",
                "{\"action\":\"open\",\"reason\":\"maintenance\",\"openFor\":\"-1s\"}",
            })
    void shouldRefuseAChangeWithoutAReasonOrWithAWrongValue(String body) throws Exception {
        CircuitBreaker payments = registry.get("payments");

        HttpResponse<String> response = WebApplication.post(port, "/actuator/switchgear/payments", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(payments.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldAddTheNameOfTheCallerToTheReason() {
        CircuitBreaker payments = registry.get("payments");
        SecurityContext alice = new SecurityContext() {
            @Override
            public Principal getPrincipal() {
                return () -> "alice";
            }

            @Override
            public boolean isUserInRole(String role) {
                return false;
            }
        };

        new SwitchgearEndpoint(registry).change(alice, "payments", "force_open", "maintenance", null);

        assertThat(payments.health().reason()).contains("maintenance (by alice)");
    }
}
