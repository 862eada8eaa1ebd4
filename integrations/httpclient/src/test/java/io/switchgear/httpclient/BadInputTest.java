// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.outcome.Classifier;
import io.switchgear.testkit.NothingInFlight;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot work is said at once, and counts as nothing. */
class BadInputTest {
    private static final HttpRequest REQUEST = HttpRequest.newBuilder(
                    URI.create("http://user:secret@api.example/x?key=secret"))
            .build();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final HttpClient plain = HttpClient.newHttpClient();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient client = CircuitBreakerHttpClient.of(plain, breaker);

    @Test
    void shouldSayThatThereIsNoClient() {
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("client must not be null: pass the HTTP client to guard");
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(null, breaker))
                .hasMessageContaining("client must not be null: pass the HTTP client to guard");
    }

    @Test
    void shouldSayWhatElseIsMissing() {
        CircuitBreaker none = null;
        Function<HttpRequest, CircuitBreaker> noFunction = null;
        KeyedCircuitBreaker<String> noBreakers = null;
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, none)).hasMessage("breaker");
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, noFunction)).hasMessage("breakers");
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, noBreakers, CircuitBreakerHttpClient::origin))
                .hasMessage("breakers");
    }

    @Test
    void shouldRefuseABreakerThatWouldTakeEveryResponseForASuccess() {
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, CircuitBreaker.of("api")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Circuit breaker \"api\": its classifier counts every response as a success, even one with status 503."
                                + " Configure it with HttpClassifier.configure(...), or define failures with classify(...)");
        KeyedCircuitBreaker<String> blind = KeyedCircuitBreaker.of(
                "origins", 10, CircuitBreakerConfig.builder().build());
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, blind, CircuitBreakerHttpClient::origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Circuit breaker \"origins\": its classifier counts every response as a success");
        Classifier own = Classifier.defaults()::classify;
        assertThat(CircuitBreakerHttpClient.of(plain, CircuitBreaker.of("api", c -> c.classify(own))))
                .as("a classifier that does the same on purpose")
                .isNotNull();
    }

    @Test
    void shouldRefuseAClassifierOfAnotherIntegration() {
        Classifier foreign = new ForeignClassifier();
        String message = "its classifier, io.switchgear.httpclient.ForeignClassifier, does not judge HTTP responses."
                + " Configure it with HttpClassifier.configure(...)";
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, CircuitBreaker.of("db", c -> c.classify(foreign))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"db\"")
                .hasMessageContaining(message);
        KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of(
                "dbs", 10, CircuitBreakerConfig.builder().classify(foreign).build());
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(plain, keyed, CircuitBreakerHttpClient::origin))
                .hasMessageContaining("\"dbs\"")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseToGuardAClientTwiceByTheSameBreakers() {
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(client, breaker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("client: it is already guarded by breaker \"api\", so each of its calls would count twice."
                        + " Use it as it is");
        HttpClient between = CircuitBreakerHttpClient.of(client, CircuitBreaker.of("other", HttpClassifier::configure));
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(between, breaker)).hasMessageContaining("\"api\"");

        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        HttpClient shown = CircuitBreakerHttpClient.of(plain, registry);
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(shown, registry)).hasMessageContaining("\"http\"");
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(CircuitBreakerHttpClient.of(plain)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("client: it is already guarded.");
        Function<HttpRequest, CircuitBreaker> function = request -> breaker;
        HttpClient found = CircuitBreakerHttpClient.of(plain, function);
        assertThatThrownBy(() -> CircuitBreakerHttpClient.of(found, function)).hasMessageContaining("this function");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatTheFunctionFoundNothing(Exchange exchange) {
        Function<HttpRequest, CircuitBreaker> nothing = request -> null;
        HttpClient withoutBreaker = CircuitBreakerHttpClient.of(plain, nothing);
        assertThatThrownBy(() -> exchange.by(withoutBreaker, REQUEST, BodyHandlers.ofString()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(
                        "the function of breakers returned null for GET http://api.example: it must return a breaker for"
                                + " each request");
        HttpClient withoutKey = CircuitBreakerHttpClient.of(
                plain,
                nothingInFlight.watch(KeyedCircuitBreaker.<String>of(
                        "http",
                        1,
                        HttpClassifier.configure(CircuitBreakerConfig.builder()).build())),
                request -> null);
        assertThatThrownBy(() -> exchange.by(withoutKey, REQUEST, BodyHandlers.ofString()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the function of keys returned null");
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassOnWhatTheFunctionThrows(Exchange exchange) {
        HttpClient broken = CircuitBreakerHttpClient.of(plain, request -> {
            throw new IllegalStateException("no breaker for " + request.uri().getHost());
        });
        assertThatThrownBy(() -> exchange.by(broken, REQUEST, BodyHandlers.ofString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no breaker for api.example");
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountNothingWithoutARequestOrAHandler(Exchange exchange) {
        assertThatThrownBy(() -> exchange.by(client, null, BodyHandlers.ofString()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("request");
        assertThatThrownBy(() -> exchange.by(client, REQUEST, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("responseBodyHandler");
        assertThat(breaker).hasAdmitted(0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreARequestThatTheClientBehindRefuses(Exchange exchange) {
        assertThatThrownBy(() -> exchange.by(client, new Unsendable(), BodyHandlers.ofString()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
        HttpClient perOrigin = CircuitBreakerHttpClient.of(plain);
        assertThatThrownBy(() -> exchange.by(perOrigin, new Unsendable(), BodyHandlers.ofString()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A request that no builder would have made. */
    private static final class Unsendable extends HttpRequest {
        @Override
        public URI uri() {
            return URI.create("ftp:file");
        }

        @Override
        public Optional<BodyPublisher> bodyPublisher() {
            return Optional.empty();
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.empty();
        }

        @Override
        public boolean expectContinue() {
            return false;
        }

        @Override
        public Optional<HttpClient.Version> version() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }
    }
}
