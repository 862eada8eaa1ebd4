// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The code on this module's page. */
class ReadmeTest {
    @AutoClose
    final LocalServer server = LocalServer.ofStatuses();

    ReadmeTest() throws IOException {}

    @Test
    void shouldRejectOnceTheServerIsDown() throws Exception {
        // region drop-in
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults(); // one for the application
        HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), registry);
        // endregion
        for (int i = 0; i < 10; i++) {
            assertThat(body(client, server.get("/503"))).isEqualTo(LocalServer.BODY);
        }
        assertThat(body(client, server.get("/200"))).startsWith("down; back in PT");
        watch(registry);
    }

    private void watch(CircuitBreakerRegistry registry) {
        String origin = server.origin();
        // region watching
        KeyedCircuitBreaker<String> origins = registry.keyed("http", 1_000);
        Map<String, Snapshot> down = origins.snapshot().notClosed(); // why, since when, until when
        origins.forceOpen(origin, "maintenance until noon"); // rejects everything, until
        origins.release(origin, "maintenance is over");
        // endregion
        assertThat(down).containsOnlyKeys(origin);
        assertThat(registry.overallHealth().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void shouldSayWhenItIsHeldByHand() throws Exception {
        CircuitBreaker held = CircuitBreaker.of("api", HttpClassifier::configure);
        held.forceOpen("a test");
        HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), held);
        assertThat(body(client, server.get("/200"))).isEqualTo("down; back in an unknown time");
    }

    @Test
    void shouldBuildGuardedClientsForALibrary() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        // region builder
        HttpClient.Builder builder =
                CircuitBreakerHttpClient.newBuilder(client -> CircuitBreakerHttpClient.of(client, registry));
        // endregion
        assertThat(body(builder.build(), server.get("/200"))).isEqualTo(LocalServer.BODY);
        assertThat(registry.findKeyed("http")).isPresent();
    }

    private static String body(HttpClient client, HttpRequest request) throws InterruptedException {
        // region rejected
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (HttpCallNotPermittedException rejected) { // only if you care: it says when to come again
            var wait = rejected.rejection().retryAfter(); // empty while it is held open by hand
            return "down; back in " + wait.map(Duration::toString).orElse("an unknown time");
        } catch (IOException failed) {
            return "failed";
        }
        // endregion
    }

    @Test
    void shouldCountAsConfigured() throws Exception {
        CircuitBreaker reading = CircuitBreaker.of("reading", HttpClassifier::configure);
        CircuitBreaker writing = CircuitBreaker.of("writing", HttpClassifier::configure);
        // region configured
        // one breaker for everything that the client sends
        CircuitBreaker breaker = CircuitBreaker.of("api", HttpClassifier::configure);
        HttpClient one = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

        // the breakers of the origins, with other settings, to be seen
        CircuitBreakerConfig config = HttpClassifier.configure(CircuitBreakerConfig.builder())
                .classify(HttpClassifier.defaults()
                        .failOnResult(HttpResponse.class, response -> response.statusCode() == 404)
                        .ignore(ConnectException.class))
                .slowCallsOver(Duration.ofSeconds(2))
                .tripWhen(TripRule.anyOf(TripRule.failureRate(0.3), TripRule.slowCallRate(0.5)))
                .build();
        KeyedCircuitBreaker<String> origins = KeyedCircuitBreaker.of("http", 1_000, config);
        HttpClient many =
                CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), origins, CircuitBreakerHttpClient::origin);

        // what a function of the request finds
        HttpClient some = CircuitBreakerHttpClient.of(
                HttpClient.newHttpClient(), request -> request.method().equals("GET") ? reading : writing);
        // endregion
        for (HttpClient client : new HttpClient[] {one, many, some}) {
            body(client, server.get("/404"));
        }
        server.close();
        assertThat(body(many, server.get("/200"))).isEqualTo("failed");
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
        assertThat(origins.snapshot(server.origin()).orElseThrow().totals())
                .matches(totals -> totals.failures() == 1 && totals.ignored() == 1);
        assertThat(origins.snapshot().byState()).containsOnlyKeys(State.CLOSED);
        assertThat(reading.snapshot().totals().successes()).isEqualTo(1);
        assertThat(writing.snapshot().totals().admitted()).isZero();
    }
}
