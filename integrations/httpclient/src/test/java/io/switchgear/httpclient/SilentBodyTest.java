package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that stalls, which no timeout of the JDK's client ends: the time since the last bytes is what counts. */
@Tag("C13")
class SilentBodyTest {
    private static final Duration LONG = Duration.ofMillis(1_100);
    private static final Duration SHORT = Duration.ofMillis(900);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(
            CircuitBreaker.of("api", c -> HttpClassifier.configure(c).ticker(ticker)));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    private static String chunked(String header) {
        return "HTTP/1.1 200 OK\r\n" + header + "Transfer-Encoding: chunked\r\n\r\n5\r\nhalf\n\r\n";
    }

    private long abandoned() {
        return breaker.snapshot().totals().abandoned();
    }

    /** Reads what comes; the client asks for more. */
    private static InputStream opened(HttpResponse<InputStream> response) throws IOException {
        assertThat(response.body().readNBytes(5)).hasSize(5);
        return response.body();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeAbandonedWhenItsReaderGivesUpAfterALongSilence(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(chunked(""))) {
            for (int i = 0; i < 5; i++) {
                InputStream body = opened(exchange.by(client, server.get(), BodyHandlers.ofInputStream()));
                ticker.advance(LONG);
                body.close();
            }
        }
        assertThat(breaker).isOpen().hasSuccesses(0).hasNothingInFlight();
        assertThat(abandoned()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeASuccessWhenItsReaderClosesItSoonAfterTheLastBytes(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(chunked(""))) {
            for (int i = 0; i < 5; i++) {
                InputStream body = opened(exchange.by(client, server.get(), BodyHandlers.ofInputStream()));
                ticker.advance(SHORT);
                body.close();
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(5);
        assertThat(abandoned()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Text/Event-Stream; charset=utf-8"})
    void shouldBeASuccessWhenAnEventStreamIsClosedThatHadNoEvents(String type) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(chunked("Content-Type: " + type + "\r\n"))) {
            InputStream body = opened(client.send(server.get(), BodyHandlers.ofInputStream()));
            ticker.advance(Duration.ofMinutes(5));
            body.close();
        }
        assertThat(breaker).hasSuccesses(1);
        assertThat(abandoned()).isEqualTo(0);
    }

    @Test
    void shouldBeASuccessWhenAbandonedCallsAreIgnored() throws Exception {
        breaker.reconfigure(breaker.config().toBuilder().ignoreAbandonedCalls().build());
        try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
            InputStream body = opened(client.send(server.get(), BodyHandlers.ofInputStream()));
            ticker.advance(LONG);
            body.close();
        }
        assertThat(breaker).hasSuccesses(1);
        assertThat(abandoned()).isEqualTo(0);
    }

    /** Nobody gives anything up: readers wait for ever, and the next request finds them. */
    @Test
    void shouldBeNoticedByTheNextRequestWhilePromisedBytesDoNotCome() throws Exception {
        List<InputStream> waiting = new ArrayList<>();
        try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
            for (int i = 0; i < 5; i++) {
                waiting.add(opened(client.send(server.get(), BodyHandlers.ofInputStream())));
                ticker.advance(LONG);
            }
            assertRejected(() -> client.send(server.get(), BodyHandlers.ofInputStream()))
                    .hasMessageContaining("given up after");
            assertThat(breaker).isOpen().hasSuccesses(0).hasNothingInFlight();
            assertThat(abandoned()).isEqualTo(5);
        }
        for (InputStream each : waiting) {
            each.close();
        }
    }

    @Test
    void shouldBeNoticedByTheNextRequestWhileABodyIsReadFirst() throws Exception {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        try (RawServer server = RawServer.sendingAndHanging(chunked(""))) {
            for (int i = 0; i < 5; i++) {
                Arrivals bytes = new Arrivals();
                calls.add(client.sendAsync(server.get(), bytes.handler()));
                bytes.await();
                ticker.advance(LONG);
            }
            assertRejected(() -> client.send(server.get(), BodyHandlers.ofString()));
            assertThat(breaker).isOpen().hasSuccesses(0).hasNothingInFlight();
            assertThat(abandoned()).isEqualTo(5);
            calls.forEach(call -> call.cancel(true));
        }
    }

    @Test
    void shouldSayNothingWhenADownloadIsCancelledWhileBytesFlow() throws Exception {
        Arrivals bytes = new Arrivals();
        try (RawServer server = new RawServer((self, connection) -> {
            RawServer.write(connection, chunked(""));
            self.awaitRelease();
            RawServer.write(connection, "5\r\nhalf\n\r\n");
            connection.getInputStream().read();
        })) {
            CompletableFuture<?> call = client.sendAsync(server.get(), bytes.handler());
            bytes.await();
            ticker.advance(Duration.ofMinutes(1));
            server.release();
            bytes.await();
            call.cancel(true);
        }
        assertThat(breaker).hasSuccesses(0).hasIgnored(1).hasNothingInFlight();
        assertThat(abandoned()).isZero();
    }

    @Test
    void shouldLeaveAStreamOfUnknownLengthAloneWhileItsReaderWaits() throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(chunked(""));
                LocalServer other = LocalServer.of(200)) {
            InputStream body = opened(client.send(server.get(), BodyHandlers.ofInputStream()));
            ticker.advance(Duration.ofMinutes(5));
            client.send(other.get("/"), BodyHandlers.ofString());
            assertThat(breaker).hasIgnored(0).hasInFlight(1);
            assertThat(abandoned()).isEqualTo(0);
            body.close();
        }
    }
}
