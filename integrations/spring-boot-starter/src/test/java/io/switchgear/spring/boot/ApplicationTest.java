// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.State;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An application with one dependency and six lines of YAML. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.config.name=six-lines",
            "management.endpoints.web.exposure.include=switchgear,health,metrics",
            "management.endpoint.health.show-details=always",
            "switchgear.health.critical=ledger"
        })
class ApplicationTest {
    @LocalServerPort
    private int port;

    @Autowired
    private CircuitBreakerRegistry registry;

    @AfterEach
    void removeAll() {
        registry.all().forEach(each -> registry.remove(each.name()));
    }

    @Test
    void shouldShowAnOpenBreaker() throws Exception {
        Contexts.fail(registry.get("payments"), 3);

        HttpResponse<String> response = WebApplication.get(port, "/actuator/switchgear/payments");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(WebApplication.json(response)).containsEntry("state", "OPEN");
    }

    @Test
    void shouldOnlyReadByDefault() throws Exception {
        CircuitBreaker payments = registry.get("payments");

        HttpResponse<String> response = WebApplication.post(
                port, "/actuator/switchgear/payments", "{\"action\":\"force_open\",\"reason\":\"maintenance\"}");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(payments.state()).isEqualTo(State.CLOSED);
    }

    /** The application works while one of its dependencies does not. */
    @Test
    void shouldBeUpAlthoughABreakerIsOpen() throws Exception {
        registry.get("ledger");
        Contexts.fail(registry.get("payments"), 3);

        Map<String, Object> health = WebApplication.json(WebApplication.get(port, "/actuator/health"));

        assertThat(health).containsEntry("status", "UP");
        assertThat(health)
                .extractingByKey("components")
                .asString()
                .contains("ledger=UP: CLOSED", "payments=DOWN: OPEN");
    }

    @Test
    void shouldBeOutOfServiceWhenACriticalBreakerIsOpen() throws Exception {
        registry.get("ledger").forceOpen("maintenance");

        HttpResponse<String> response = WebApplication.get(port, "/actuator/health");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(WebApplication.json(response)).containsEntry("status", "OUT_OF_SERVICE");
    }

    @Test
    void shouldMeterItsBreakers() throws Exception {
        registry.get("payments");

        HttpResponse<String> response =
                WebApplication.get(port, "/actuator/metrics/switchgear.state?tag=name:payments");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
