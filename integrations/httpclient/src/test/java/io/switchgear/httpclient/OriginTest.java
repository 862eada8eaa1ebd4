// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.State;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which breaker a request has: that of its origin, one for all, or what a function finds. */
class OriginTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    final LocalServer sick = LocalServer.of(503);

    @AutoClose
    final LocalServer well = LocalServer.of(200);

    private final CircuitBreakerConfig config = HttpClassifier.configure(
                    CircuitBreakerConfig.builder().tripWhen(TripRule.failureCount(2)))
            .build();
    private final KeyedCircuitBreaker<String> origins =
            nothingInFlight.watch(KeyedCircuitBreaker.of("http", 2, config));
    private final HttpClient client =
            CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), origins, CircuitBreakerHttpClient::origin);

    OriginTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "http://api.example/path?query#fragment, http://api.example",
        "http://api.example:80/, http://api.example",
        "http://api.example:443/, http://api.example:443",
        "https://api.example:443/, https://api.example",
        "https://api.example:80/, https://api.example:80",
        "HTTPS://API.Example:8443/, https://api.example:8443",
        "http://user:secret@api.example/, http://api.example",
        "http://[::1]:8080/, http://[::1]:8080"
    })
    void shouldTellOriginsApart(URI uri, String origin) {
        assertThat(CircuitBreakerHttpClient.origin(HttpRequest.newBuilder(uri).build()))
                .isEqualTo(origin);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepOneOriginsOutageFromTheOthers(Exchange exchange) throws Exception {
        open(exchange, client);
        assertRejected(() -> exchange.by(client, sick.get("/other"), BodyHandlers.ofString()))
                .isBy("http[" + sick.origin() + "]");
        assertThat(exchange.by(client, well.get("/"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(sick.requests()).isEqualTo(2);
        assertThat(origins.snapshot().byState()).isEqualTo(Map.of(State.OPEN, 1, State.CLOSED, 1));
    }

    @Test
    void shouldHaveABreakerForEachOriginByDefault() throws Exception {
        HttpClient byDefault = CircuitBreakerHttpClient.of(HttpClient.newHttpClient());
        for (int i = 0; i < 10; i++) {
            byDefault.send(sick.get("/"), BodyHandlers.ofString());
        }
        assertRejected(() -> byDefault.send(sick.get("/"), BodyHandlers.ofString()))
                .isBy("http[" + sick.origin() + "]")
                .hasMessageContaining("failure rate 100 %");
        assertThat(byDefault.send(well.get("/"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldHaveNoMoreBreakersThanTheBound() throws Exception {
        open(Exchange.SEND, client);
        client.send(well.get("/"), BodyHandlers.ofString());
        try (LocalServer third = LocalServer.of(200)) {
            client.send(third.get("/"), BodyHandlers.ofString());
        }
        assertThat(origins.snapshot().keys()).isEqualTo(2);
        assertThat(origins.snapshot().notClosed()).containsOnlyKeys(sick.origin());
        assertThat(origins.snapshot(well.origin())).as("the idle one made room").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveOneBreakerForAllWhenAsked(Exchange exchange) throws Exception {
        CircuitBreaker all = nothingInFlight.watch(CircuitBreaker.of("all", config));
        HttpClient one = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), all);
        open(exchange, one);
        assertRejected(() -> exchange.by(one, well.get("/"), BodyHandlers.ofString()))
                .isBy("all");
        assertThat(well.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheBreakerThatAFunctionFinds(Exchange exchange) throws Exception {
        CircuitBreaker reading = nothingInFlight.watch(CircuitBreaker.of("reading", config));
        CircuitBreaker writing = nothingInFlight.watch(CircuitBreaker.of("writing", config));
        HttpClient byMethod = CircuitBreakerHttpClient.of(
                HttpClient.newHttpClient(), request -> request.method().equals("GET") ? reading : writing);
        open(exchange, byMethod);
        HttpRequest delete = HttpRequest.newBuilder(sick.uri("/")).DELETE().build();
        assertThat(exchange.by(byMethod, delete, BodyHandlers.ofString()).statusCode())
                .isEqualTo(503);
        assertRejected(() -> exchange.by(byMethod, sick.get("/"), BodyHandlers.ofString()))
                .isBy("reading");
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABreakOffForItsKeyEvenWhenItSharesABreaker(Exchange exchange) throws Exception {
        for (int server = 0; server < 3; server++) {
            try (RawServer breaking = RawServer.sending(RawServer.HALF)) {
                HttpResponse<InputStream> response = exchange.by(client, breaking.get(), BodyHandlers.ofInputStream());
                breaking.release();
                assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
            }
        }
        assertThat(origins.snapshot().totals().failures()).isEqualTo(3);
        assertThat(origins.snapshot().overflow().totals().failures()).isEqualTo(1);
    }

    @Test
    void shouldCountARedirectedRequestForTheAddressThatItWasSentTo() throws Exception {
        try (LocalServer moved = LocalServer.of(302, "Location", sick.uri("/").toString())) {
            HttpClient following = CircuitBreakerHttpClient.of(
                    HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build(),
                    origins,
                    CircuitBreakerHttpClient::origin);
            assertThat(following.send(moved.get("/"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(503);
            assertThat(client.send(moved.get("/"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(302);
            assertThat(origins.snapshot(moved.origin()).orElseThrow().totals())
                    .matches(totals -> totals.failures() == 1 && totals.successes() == 1);
            assertThat(origins.snapshot(sick.origin())).isEmpty();
        }
    }

    @Test
    void shouldTellOriginsApartBehindOneProxy() throws Exception {
        HttpClient proxied = CircuitBreakerHttpClient.of(
                HttpClient.newBuilder().proxy(ProxySelector.of(sick.address())).build(),
                origins,
                CircuitBreakerHttpClient::origin);
        HttpRequest far =
                HttpRequest.newBuilder(URI.create("http://far.example/")).build();
        assertThat(proxied.send(far, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
        assertThat(origins.snapshot("http://far.example").orElseThrow().totals().failures())
                .isEqualTo(1);
        assertThat(sick.requests()).isEqualTo(1);
    }

    private void open(Exchange exchange, HttpClient opening) throws Exception {
        for (int i = 0; i < 2; i++) {
            exchange.by(opening, sick.get("/"), BodyHandlers.ofString());
        }
    }
}
