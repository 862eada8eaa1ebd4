// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpCallNotPermittedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** The clients that the builders of an application make, against a health check that is down. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "switchgear.http.enabled=true",
            "switchgear.breakers.http.failure-count=2",
            "switchgear.breakers.ledger.start-in=forced-open",
            "switchgear.health.critical=ledger"
        })
class HttpClientsTest {
    @LocalServerPort
    private int port;

    @Autowired
    private CircuitBreakerRegistry registry;

    @Autowired
    private RestClient.Builder rest;

    @Autowired
    private WebClient.Builder web;

    @Autowired
    private SwitchgearReload reload;

    @Autowired
    private ConfigurableEnvironment environment;

    /** A reload must not take the classifier of HTTP answers from the breakers of clients. */
    @Test
    void shouldGuardRequestsByOriginAndKeepTheRulesOfHttpAtAReload() {
        registry.get("ledger");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("later", Map.of("switchgear.breakers.http.open-for", "7s")));
        assertThat(reload.reload()).extracting(Object::toString).containsExactly("http: open-for 5s -> 7s");
        RestClient client = rest.baseUrl("http://127.0.0.1:" + port).build();
        WebClient other = web.baseUrl("http://127.0.0.1:" + port).build();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() ->
                            client.get().uri("/actuator/health").retrieve().toBodilessEntity())
                    .isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);
        }

        assertThatThrownBy(() -> client.get().uri("/actuator/health").retrieve().toBodilessEntity())
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThatThrownBy(() -> other.get()
                        .uri("/actuator/health")
                        .retrieve()
                        .toBodilessEntity()
                        .block())
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
    }
}
