// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which servers fail without an answer. */
class ServerFailureTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    @ParameterizedTest
    @EnumSource
    void shouldCountARefusedConnection(Exchange exchange) throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        assertThatThrownBy(() -> exchange.by(client, request, BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAReset(Exchange exchange) throws Exception {
        fail(exchange, new RawServer((server, connection) -> RawServer.reset(connection)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAResetWithinTheBody(Exchange exchange) throws Exception {
        fail(exchange, new RawServer((server, connection) -> {
            RawServer.write(connection, RawServer.HALF);
            RawServer.reset(connection);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAResponseThatEndsWithinItsHeaders(Exchange exchange) throws Exception {
        fail(exchange, new RawServer((server, connection) -> RawServer.write(connection, "HTTP/1.1 200 OK\r\nCont")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountChunksThatAreGarbage(Exchange exchange) throws Exception {
        fail(
                exchange,
                new RawServer((server, connection) -> RawServer.write(
                        connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot hex\r\n")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnAnswerThatIsNotHttp(Exchange exchange) throws Exception {
        fail(exchange, new RawServer((server, connection) -> RawServer.write(connection, "220 smtp.example\r\n\r\n")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountATimeout(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging("")) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .timeout(Duration.ofMillis(200))
                    .build();
            assertThatThrownBy(() -> exchange.by(client, request, BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
            server.awaitHangUp();
        }
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForABodyThatComesByteByByte(Exchange exchange) throws Exception {
        try (RawServer server = new RawServer((self, connection) -> {
            connection.setTcpNoDelay(true);
            for (char each : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".toCharArray()) {
                assertThat(breaker).hasInFlight(1);
                RawServer.write(connection, String.valueOf(each));
            }
        })) {
            assertThat(exchange.by(client, server.get(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("hello");
        }
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    private void fail(Exchange exchange, RawServer failing) throws Exception {
        try (failing) {
            assertThatThrownBy(() -> exchange.by(client, failing.get(), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }
}
