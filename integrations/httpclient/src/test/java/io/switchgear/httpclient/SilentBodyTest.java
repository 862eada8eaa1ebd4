// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Totals;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
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

    /** As a library does that watches the bytes by a timer of its own; it tells its caller before it cancels, or after it. */
    private void readerGivesUp(Throwable why, Duration silence, boolean cancelsFirst) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
            Impatient reader = new Impatient();
            CompletableFuture<?> call = client.sendAsync(server.get(), info -> reader);
            reader.arrived.await();
            ticker.advance(silence);
            if (cancelsFirst) {
                reader.subscription.join().cancel();
            }
            reader.body.completeExceptionally(why);
            assertThat(call.handle((response, thrown) -> thrown).get()).isNotNull();
            reader.subscription.join().cancel();
            assertThat(breaker).hasAdmitted(1).hasSuccesses(0).hasNothingInFlight();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeAbandonedWhenAReaderTellsAfterALongSilenceThatItGivesUp(boolean cancelsFirst) throws Exception {
        readerGivesUp(new IllegalStateException("own timer"), LONG, cancelsFirst);
        assertThat(abandoned()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeIgnoredWhenAReaderTellsAfterAShortSilenceThatItGivesUp(boolean cancelsFirst) throws Exception {
        readerGivesUp(new IllegalStateException("own timer"), SHORT, cancelsFirst);
        assertThat(breaker).hasIgnored(1).hasFailures(0);
    }

    @Test
    void shouldBeAFailureWhenAReadersTimeoutComesHoweverShortItIs() throws Exception {
        readerGivesUp(new HttpTimeoutException("read timed out"), SHORT, false);
        assertThat(breaker).hasIgnored(0).hasFailures(1);
        assertThat(abandoned()).isZero();
    }

    /** The JDK's client may tell of the cancellation before the reader tells of its timeout. */
    @Test
    void shouldBeAFailureOrIgnoredWhenAReaderCancelsBeforeItTellsOfItsTimeout() throws Exception {
        readerGivesUp(new HttpTimeoutException("read timed out"), SHORT, true);
        Totals totals = breaker.snapshot().totals();
        assertThat(totals.failures() + totals.ignored()).isEqualTo(1);
        assertThat(abandoned()).isZero();
    }

    /** Reads all, and lets the test end it. */
    private static final class Impatient implements BodySubscriber<String> {
        final CompletableFuture<String> body = new CompletableFuture<>();
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final CountDownLatch arrived = new CountDownLatch(1);

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription asked) {
            subscription.complete(asked);
            asked.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            arrived.countDown();
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
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
