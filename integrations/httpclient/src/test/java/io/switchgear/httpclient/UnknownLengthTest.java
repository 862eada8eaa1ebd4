// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body without a length, such as events that come for hours: for each body handler it is judged by the bytes that flow. */
@Tag("C14")
class UnknownLengthTest {
    /** How the end of such a body is told. */
    enum Framing {
        CHUNKED("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", "5\r\nhalf\n\r\n", "0\r\n\r\n"),
        UNTIL_THE_CONNECTION_ENDS("HTTP/1.0 200 OK\r\n", "half\n", "");

        private final String headers;
        private final String part;
        private final String end;

        Framing(String headers, String part, String end) {
            this.headers = headers
                    + "Content-Type: text/event-stream\r\nContent-Disposition: attachment; filename=download\r\n\r\n";
            this.part = part;
            this.end = end;
        }

        void begin(Socket connection) throws IOException {
            RawServer.write(connection, headers + part);
        }

        void goOn(Socket connection) throws IOException {
            RawServer.write(connection, part);
        }

        void end(Socket connection) throws IOException {
            RawServer.write(connection, end);
        }
    }

    private static final int PART = 5;
    /** More of them than a lease is long. */
    private static final int PARTS = 7;

    private static final Duration LEASE = Duration.ofMinutes(1);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @TempDir
    Path folder;

    @AutoClose
    final LocalServer other = LocalServer.of(200);

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "api",
            c -> HttpClassifier.configure(c)
                    .halfOpen(HalfOpen.probes(2).concurrent(1).probeTimeout(LEASE))
                    .ticker(ticker)));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);
    /** Bytes that have come and were counted. */
    private final Semaphore arrived = new Semaphore(0);

    UnknownLengthTest() throws IOException {}

    /** Reads all of a body on a thread of its own. */
    private <T> CompletableFuture<Object> reading(BodySample<T> sample, HttpRequest request) throws Exception {
        var handler = CountedBytes.of(sample.handler().make(folder), arrived);
        CompletableFuture<Object> end = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        end.complete(sample.reading()
                                .read(client.send(request, handler).body()));
                    } catch (Throwable thrown) {
                        end.completeExceptionally(thrown);
                    }
                })
                .start();
        return end;
    }

    private void other() throws Exception {
        client.send(other.get("/"), BodyHandlers.discarding());
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#all")
    void shouldGiveTheProbesPlaceBackAtTheHeadersAndSucceedAtItsEnd(BodySample<?> sample) throws Exception {
        for (Framing framing : Framing.values()) {
            breaker.open(Duration.ZERO, "a test");
            try (RawServer server = new RawServer((self, connection) -> {
                framing.begin(connection);
                self.awaitRelease();
                framing.end(connection);
            })) {
                CompletableFuture<Object> body = reading(sample, server.get());
                arrived.acquire(PART);
                other();
                assertThat(breaker).isHalfOpen().hasInFlight(1);
                server.release();
                body.get();
                assertThat(breaker).isClosed().hasFailures(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#all")
    void shouldBeASuccessfulProbeWhileBytesFlow(BodySample<?> sample) throws Exception {
        for (Framing framing : Framing.values()) {
            breaker.open(Duration.ZERO, "a test");
            Semaphore parts = new Semaphore(0);
            try (RawServer server = new RawServer((self, connection) -> {
                framing.begin(connection);
                for (int i = 0; i < PARTS; i++) {
                    parts.acquire();
                    framing.goOn(connection);
                }
                self.awaitRelease();
            })) {
                CompletableFuture<Object> body = reading(sample, server.get());
                arrived.acquire(PART);
                for (int i = 0; i < PARTS; i++) {
                    ticker.advance(LEASE.dividedBy(6));
                    parts.release();
                    arrived.acquire(PART);
                }
                other();
                assertThat(breaker).isClosed().hasFailures(0).hasInFlight(1);
                server.release();
                body.handle((end, brokenOff) -> end).get();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#all")
    void shouldBeAFailedProbeWhenItHangsInTheMiddle(BodySample<?> sample) throws Exception {
        for (Framing framing : Framing.values()) {
            breaker.reset("a test");
            breaker.open(Duration.ZERO, "a test");
            try (RawServer server = new RawServer((self, connection) -> {
                framing.begin(connection);
                self.awaitRelease();
            })) {
                CompletableFuture<Object> body = reading(sample, server.get());
                arrived.acquire(PART);
                ticker.advance(LEASE);
                assertRejected(() -> client.send(other.get("/"), BodyHandlers.discarding()));
                assertThat(breaker).isOpen().hasConsecutiveOpenings(1).hasSuccesses(0);
                server.release();
                body.handle((end, brokenOff) -> end).get();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#all")
    void shouldBeOneFailureWhenItEndsInAReset(BodySample<?> sample) throws Exception {
        for (Framing framing : Framing.values()) {
            breaker.reset("a test");
            long failures = breaker.snapshot().totals().failures();
            try (RawServer server = new RawServer((self, connection) -> {
                framing.begin(connection);
                self.awaitRelease();
                RawServer.reset(connection);
            })) {
                CompletableFuture<Object> body = reading(sample, server.get());
                arrived.acquire(PART);
                server.release();
                assertThatThrownBy(body::get).isInstanceOf(ExecutionException.class);
                assertThat(breaker).hasSuccesses(0).hasFailures(failures + 1).hasNothingInFlight();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#streaming")
    <T> void shouldCountNothingWhenNobodyReadsIt(BodySample<T> sample) throws Exception {
        for (Framing framing : Framing.values()) {
            long ignored = breaker.snapshot().totals().ignored();
            try (RawServer server = new RawServer((self, connection) -> {
                framing.begin(connection);
                self.awaitRelease();
            })) {
                client.send(server.get(), CountedBytes.of(sample.handler().make(folder), arrived));
                if (!sample.name().equals("ofPublisher")) { // the others ask for the first bytes before they are read
                    arrived.acquire(PART);
                }
                ticker.advance(LEASE);
                other();
                assertThat(breaker).hasIgnored(ignored + 1).hasFailures(0).hasNothingInFlight();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeASuccessWhenItsReaderTakesOnlyTheFirstLine(Framing framing) throws Exception {
        try (RawServer server = new RawServer((self, connection) -> {
            framing.begin(connection);
            self.awaitRelease();
        })) {
            try (var lines = client.send(server.get(), BodyHandlers.ofLines()).body()) {
                assertThat(lines.iterator().next()).isEqualTo("half");
            }
            assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
        }
    }
}
