// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever interrupts a thread that sends or reads gives the call up, on platform and on virtual threads. */
@Tag("C13")
class InterruptTest {
    /** On JDK 17 there is one kind; the other then is the same. */
    enum Threads {
        PLATFORM {
            @Override
            Thread start(Runnable task) {
                Thread thread = new Thread(task);
                thread.start();
                return thread;
            }
        },
        VIRTUAL {
            @Override
            Thread start(Runnable task) throws Exception {
                if (Runtime.version().feature() < 21) {
                    return PLATFORM.start(task);
                }
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task);
            }
        };

        abstract Thread start(Runnable task) throws Exception;
    }

    private interface Work {
        void run() throws Exception;
    }

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(
            CircuitBreaker.of("api", c -> HttpClassifier.configure(c).ticker(ticker)));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    private Thread start(Threads threads, CompletableFuture<Throwable> thrown, Work work) throws Exception {
        return threads.start(() -> {
            try {
                work.run();
                thrown.completeExceptionally(new AssertionError("nothing was thrown"));
            } catch (Throwable ended) {
                thrown.complete(ended);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreAnInterruptThatComesSoonAndCountOneThatComesLate(Threads threads) throws Exception {
        for (Duration waited : new Duration[] {Duration.ofMillis(500), Duration.ofSeconds(2)}) {
            try (RawServer server = RawServer.sendingAndHanging("")) {
                CompletableFuture<Throwable> thrown = new CompletableFuture<>();
                Thread sender = start(threads, thrown, () -> client.send(server.get(), BodyHandlers.ofString()));
                server.awaitRequest();
                ticker.advance(waited);
                sender.interrupt();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
                server.awaitHangUp();
            }
        }
        assertThat(breaker).isClosed().hasIgnored(1).hasFailures(0);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJudgeAnInterruptedSenderByTheSilenceOnceBytesHaveCome(Threads threads) throws Exception {
        for (Duration waited : new Duration[] {Duration.ofMillis(500), Duration.ofSeconds(2)}) {
            try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
                CompletableFuture<Throwable> thrown = new CompletableFuture<>();
                Arrivals bytes = new Arrivals();
                Thread sender = start(threads, thrown, () -> client.send(server.get(), bytes.handler()));
                bytes.await();
                ticker.advance(waited);
                sender.interrupt();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
                server.awaitHangUp();
            }
        }
        assertThat(breaker).isClosed().hasIgnored(1).hasFailures(0);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJudgeAnInterruptedReaderByTheSilence(Threads threads) throws Exception {
        for (Duration waited : new Duration[] {Duration.ofMillis(500), Duration.ofSeconds(2)}) {
            try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
                CompletableFuture<Throwable> thrown = new CompletableFuture<>();
                CompletableFuture<InputStream> reading = new CompletableFuture<>();
                Thread reader = start(threads, thrown, () -> {
                    InputStream body = client.send(server.get(), BodyHandlers.ofInputStream())
                            .body();
                    body.readNBytes(5);
                    reading.complete(body);
                    if (body.read() < 0) {
                        throw new IOException("the end, by JDK " + Runtime.version());
                    }
                });
                InputStream body = reading.get();
                ticker.advance(waited);
                reader.interrupt();
                if (Runtime.version().feature() < 21) {
                    body.close(); // reading goes on in spite of an interrupt
                }
                assertThat(thrown.get()).isNotInstanceOf(AssertionError.class);
                server.awaitHangUp();
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(1).hasFailures(0);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendNothingOnAThreadThatIsInterruptedAlready(Threads threads) throws Exception {
        try (LocalServer server = LocalServer.of(200)) {
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Throwable> thrown = new CompletableFuture<>();
                start(threads, thrown, () -> {
                    Thread.currentThread().interrupt();
                    client.send(server.get("/"), BodyHandlers.ofString());
                });
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            }
        }
        assertThat(breaker).isClosed().hasIgnored(10);
    }
}
