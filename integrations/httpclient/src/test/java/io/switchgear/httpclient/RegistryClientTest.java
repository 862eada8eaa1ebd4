// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The breakers of the origins in a registry, where they can be seen, held and exported. */
class RegistryClientTest {
    @AutoClose
    final LocalServer server = LocalServer.ofStatuses();

    private final HttpClient plain = HttpClient.newHttpClient();

    RegistryClientTest() throws IOException {}

    @Test
    void shouldShowAndHoldTheBreakersOfTheOrigins() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        HttpClient client = CircuitBreakerHttpClient.of(plain, registry);
        for (int i = 0; i < 10; i++) {
            client.send(server.get("/503"), BodyHandlers.ofString());
        }
        assertThat(registry.overallHealth().status()).isNotEqualTo(Health.Status.UP);
        KeyedCircuitBreaker<String> origins = registry.keyed("http", 1_000);
        assertThat(origins.snapshot().notClosed()).containsOnlyKeys(server.origin());

        origins.disable(server.origin(), "a test");
        assertThat(client.send(server.get("/200"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldShareThemAmongTheClientsOfARegistry() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        for (int i = 0; i < 10; i++) {
            CircuitBreakerHttpClient.of(plain, registry).send(server.get("/503"), BodyHandlers.ofString());
        }
        assertRejected(
                () -> CircuitBreakerHttpClient.of(plain, registry).send(server.get("/200"), BodyHandlers.ofString()));
    }

    @Test
    void shouldKeepTheRegistrysSettingsAndItsClassifierIfItHasOne() {
        Classifier teapots = Classifier.failOnResult(HttpResponse.class, response -> response.statusCode() == 418);
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.builder()
                .abandonedAfter(Duration.ofSeconds(9))
                .classify(teapots)
                .build());
        CircuitBreakerHttpClient.of(plain, registry);
        CircuitBreakerConfig config = registry.keyed("http", 1_000).config();
        assertThat(config.abandonedAfter()).contains(Duration.ofSeconds(9));
        assertThat(config.classifier()).isSameAs(teapots);
    }

    @Test
    void shouldSayThatTheNameIsTaken() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        registry.get("http");
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http");
        CircuitBreakerRegistry none = null;
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, none)).hasMessage("registry");
    }
}
