// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer of the server is an answer, also where the JDK's client makes an exception out of it. */
@Tag("C3")
class AnswerAsExceptionTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));

    private static Authenticator authenticator(String user) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                if (user.equals("throws")) {
                    throw new IllegalStateException("own fault");
                }
                return user.isEmpty() ? null : new PasswordAuthentication(user, "wrong".toCharArray());
            }
        };
    }

    private void answered(Exchange exchange, HttpClient behind, HttpRequest request) {
        HttpClient client = CircuitBreakerHttpClient.of(behind, breaker);
        assertThatThrownBy(() -> exchange.by(client, request, BodyHandlers.ofString()))
                .isNotNull();
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @CsvSource({"SEND, user", "SEND_ASYNC, user", "SEND, ''", "SEND_ASYNC, ''", "SEND, throws", "SEND_ASYNC, throws"})
    void shouldCountARefusedLogin(Exchange exchange, String user) throws Exception {
        try (LocalServer server = LocalServer.of(401, "WWW-Authenticate", "Basic realm=\"here\"")) {
            answered(
                    exchange,
                    HttpClient.newBuilder().authenticator(authenticator(user)).build(),
                    server.get("/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountARefusalThatNamesNoWayToLogIn(Exchange exchange) throws Exception {
        try (LocalServer server = LocalServer.of(401)) {
            answered(
                    exchange,
                    HttpClient.newBuilder().authenticator(authenticator("user")).build(),
                    server.get("/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountARefusedLoginAtAProxy(Exchange exchange) throws Exception {
        try (LocalServer proxy = LocalServer.of(407, "Proxy-Authenticate", "Basic realm=\"proxy\"")) {
            answered(
                    exchange,
                    HttpClient.newBuilder()
                            .proxy(ProxySelector.of(proxy.address()))
                            .authenticator(authenticator("user"))
                            .build(),
                    HttpRequest.newBuilder(URI.create("http://far.example/")).build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAProxyThatAllowsNoTunnel(Exchange exchange) throws Exception {
        tunnel(exchange, "403 Forbidden");
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAProxyThatFindsNothingBehindItAsAFailure(Exchange exchange) throws Exception {
        tunnel(exchange, "502 Bad Gateway");
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    private void tunnel(Exchange exchange, String status) throws Exception {
        try (RawServer proxy = new RawServer((server, connection) ->
                RawServer.write(connection, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"))) {
            HttpClient client = CircuitBreakerHttpClient.of(
                    HttpClient.newBuilder()
                            .proxy(ProxySelector.of(new InetSocketAddress(
                                    "127.0.0.1", proxy.uri().getPort())))
                            .build(),
                    breaker);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://far.example/")).build();
            assertThatThrownBy(() -> exchange.by(client, request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountARedirectToNowhere(Exchange exchange) throws Exception {
        try (LocalServer server = LocalServer.of(302)) {
            answered(
                    exchange,
                    HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build(),
                    server.get("/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountARedirectToAnAddressThatIsNone(Exchange exchange) throws Exception {
        try (LocalServer server = LocalServer.of(302, "Location", "http://no host/?key=secret")) {
            answered(
                    exchange,
                    HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build(),
                    server.get("/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountRedirectsWithoutEnd(Exchange exchange) throws Exception {
        try (LocalServer server = LocalServer.of(302, "Location", "/")) {
            HttpClient client = CircuitBreakerHttpClient.of(
                    HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build(), breaker);
            HttpResponse<String> response = exchange.by(client, server.get("/"), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(302);
        }
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnAnswerWhoseCookiesAreRefused(Exchange exchange) throws Exception {
        CookieHandler refusing = new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
                return Map.of();
            }

            @Override
            public void put(URI uri, Map<String, List<String>> responseHeaders) throws IOException {
                throw new IOException("own fault");
            }
        };
        try (LocalServer server = LocalServer.of(200)) {
            answered(exchange, HttpClient.newBuilder().cookieHandler(refusing).build(), server.get("/"));
        }
    }
}
