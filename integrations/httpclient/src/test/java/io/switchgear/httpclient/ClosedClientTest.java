// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a client: it takes no more requests, and what that does to calls is no failure of the server. */
class ClosedClientTest {
    private static final boolean CLIENTS_CAN_BE_ENDED = Runtime.version().feature() >= 21;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient behind = HttpClient.newHttpClient();
    private final CircuitBreakerHttpClient client = CircuitBreakerHttpClient.of(behind, breaker);

    @ParameterizedTest
    @EnumSource
    void shouldRefuseRequestsOnceClosed(Exchange exchange) throws Exception {
        try (LocalServer server = LocalServer.of(200)) {
            exchange.by(client, server.get("/"), BodyHandlers.ofString());
            client.close();
            CircuitBreaker outer = CircuitBreaker.of("outer");
            assertThatThrownBy(() -> outer.call(() -> exchange.by(client, server.get("/"), BodyHandlers.ofString())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("this HTTP client has been shut down: create a new one for further requests");
            assertThat(outer).as("a breaker further out").hasIgnored(1);
            assertThat(server.requests()).isEqualTo(1);
        }
        assertThat(client.isTerminated()).isTrue();
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    @Test
    void shouldRunCallsToTheirEndInAnOrderlyShutdown() throws Exception {
        try (RawServer server = RawServer.sending("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")) {
            assertThat(client.awaitTermination(AT_ONCE)).isFalse();
            HttpResponse<InputStream> first = client.send(server.get(), BodyHandlers.ofInputStream());
            first.body().readAllBytes();
        }
        try (RawServer server = new RawServer((self, connection) -> {
            self.awaitRelease();
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend");
        })) {
            CompletableFuture<HttpResponse<String>> call = client.sendAsync(server.get(), BodyHandlers.ofString());
            server.awaitRequest();
            client.shutdown();
            assertThat(client.isTerminated()).isFalse();
            assertThat(client.awaitTermination(AT_ONCE)).isFalse();

            server.release();
            assertThat(call.get().body()).isEqualTo("end");
            assertThat(client.awaitTermination(Duration.ofSeconds(10))).isTrue();
            assertThat(client.isTerminated()).isTrue();
            client.close();
        }
        assertThat(breaker).hasAdmitted(2).hasSuccesses(2);
    }

    @Test
    void shouldCountNoFailureWhenItsOwnClientEndsACall() throws Exception {
        try (RawServer server = RawServer.sendingAndHanging("")) {
            CompletableFuture<HttpResponse<String>> call = client.sendAsync(server.get(), BodyHandlers.ofString());
            server.awaitRequest();
            client.shutdownNow();
            if (!CLIENTS_CAN_BE_ENDED) {
                assertThat(call).isNotDone();
                assertThat(breaker).hasInFlight(1);
                call.cancel(true);
            }
            await().until(call::isDone);
            assertThat(call).isCompletedExceptionally();
            server.awaitHangUp();
        }
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldCountNoFailureWhenItsOwnClientEndsACallThatIsWaitedFor() throws Exception {
        try (RawServer server = RawServer.sendingAndHanging("")) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    client.send(server.get(), BodyHandlers.ofString());
                } catch (Throwable ended) {
                    thrown.complete(ended);
                }
            });
            caller.start();
            server.awaitRequest();
            client.shutdownNow();
            if (!CLIENTS_CAN_BE_ENDED) {
                caller.interrupt();
            }
            caller.join();
            assertThat(thrown.join())
                    .isInstanceOf(CLIENTS_CAN_BE_ENDED ? IOException.class : InterruptedException.class);
        }
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldCountNoFailureWhenItsOwnClientEndsABody() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            client.shutdownNow();
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldCountNoFailureWhenSomebodyElseHasClosedTheClientBehind() throws Exception {
        for (Method close : HttpClient.class.getMethods()) {
            if (close.getName().equals("close")) {
                close.invoke(behind);
            }
        }
        try (LocalServer server = LocalServer.of(200)) {
            for (Exchange exchange : Exchange.values()) {
                if (CLIENTS_CAN_BE_ENDED) {
                    assertThatThrownBy(() -> exchange.by(client, server.get("/"), BodyHandlers.ofString()))
                            .hasMessageContaining("has been shut down");
                } else {
                    exchange.by(client, server.get("/"), BodyHandlers.ofString());
                }
            }
        }
        assertThat(breaker).hasAdmitted(3).hasFailures(0).hasIgnored(CLIENTS_CAN_BE_ENDED ? 3 : 0);
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.awaitTermination(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldLetSeveralWaitForTheEnd() throws Exception {
        client.shutdown();
        assertThat(client.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThat(client.awaitTermination(Duration.ofSeconds(10))).isTrue();
        client.close();
        client.close();
        assertThat(client.isTerminated()).isTrue();
        assertThat(breaker).hasAdmitted(0);
    }
}
