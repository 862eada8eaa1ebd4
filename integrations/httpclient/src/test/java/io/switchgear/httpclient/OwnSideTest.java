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
import java.net.CookieHandler;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails on the caller's own side says nothing about a server that is well. */
@Tag("C3")
class OwnSideTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @TempDir
    Path folder;

    @AutoClose
    final LocalServer server = LocalServer.of(200);

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    OwnSideTest() throws IOException {}

    private static IllegalStateException own() {
        return new IllegalStateException("own fault");
    }

    private void ignored(HttpClient sender, HttpRequest request, BodyHandler<?> handler) {
        for (Exchange exchange : Exchange.values()) {
            assertThatThrownBy(() -> exchange.by(sender, request, handler)).isNotNull();
        }
        assertThat(breaker).hasAdmitted(3).hasIgnored(3).hasNothingInFlight();
    }

    private void ignored(BodyHandler<?> handler) {
        ignored(client, server.get("/"), handler);
    }

    @Test
    void shouldIgnoreAHandlerThatThrows() {
        ignored(info -> {
            throw own();
        });
    }

    @Test
    void shouldIgnoreAHandlerThatThrowsAnError() {
        ignored(info -> {
            throw new AssertionError("own fault");
        });
    }

    @Test
    void shouldIgnoreASubscriberThatThrowsWhenItGetsBytes() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.sendAsync(server.get("/"), info -> new Throwing("onNext"));
        }
        await().untilAsserted(() -> assertThat(breaker).hasIgnored(3));
    }

    @Test
    void shouldIgnoreASubscriberThatThrowsAtOnce() {
        client.sendAsync(server.get("/"), info -> new Throwing("onSubscribe"));
        await().untilAsserted(() -> assertThat(breaker).hasIgnored(1));
    }

    @Test
    void shouldIgnoreABodyThatCannotBeHad() throws Exception {
        BodyHandler<String> handler = info -> new Throwing("getBody");
        try (RawServer half = RawServer.sendingAndHanging(RawServer.HALF)) {
            ignored(client, half.get(), handler);
        }
    }

    @Test
    void shouldIgnoreAConsumerThatThrows() {
        Consumer<Optional<byte[]>> consumer = part -> {
            throw own();
        };
        ignored(BodyHandlers.ofByteArrayConsumer(consumer));
    }

    @Test
    void shouldNotBlameTheServerForAReaderThatThrows() throws Exception {
        var response = client.send(server.get("/"), BodyHandlers.ofPublisher());
        response.body().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(List<ByteBuffer> item) {
                throw own();
            }

            @Override
            public void onError(Throwable throwable) {}

            @Override
            public void onComplete() {}
        });
        await().untilAsserted(() -> assertThat(breaker).hasFailures(0).hasNothingInFlight());
    }

    @Test
    void shouldIgnoreAFileInAMissingFolder() {
        ignored(BodyHandlers.ofFile(folder.resolve("missing").resolve("file")));
    }

    @Test
    void shouldIgnoreAFullDisk() {
        Path device = Path.of("/dev/full"); // a disk that is always full, on systems that have one
        Path full = Files.exists(device) ? device : folder;
        ignored(BodyHandlers.ofFile(full, StandardOpenOption.WRITE));
    }

    @Test
    void shouldIgnoreADownloadWithoutAName() {
        ignored(BodyHandlers.ofFileDownload(folder));
    }

    @Test
    void shouldIgnoreAnExecutorThatRefusesTheWork() {
        AtomicInteger tasks = new AtomicInteger();
        Executor refusing = task -> {
            if (tasks.incrementAndGet() > 0) {
                throw new RejectedExecutionException("own fault");
            }
        };
        HttpClient refused = CircuitBreakerHttpClient.of(
                HttpClient.newBuilder().executor(refusing).build(), breaker);
        assertThatThrownBy(() -> refused.sendAsync(server.get("/"), BodyHandlers.ofString())
                        .get())
                .hasStackTraceContaining("own fault");
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldIgnoreACookieHandlerThatThrows() {
        CookieHandler throwing = new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) throws IOException {
                throw new IOException("own fault");
            }

            @Override
            public void put(URI uri, Map<String, List<String>> responseHeaders) {}
        };
        ignored(
                CircuitBreakerHttpClient.of(
                        HttpClient.newBuilder().cookieHandler(throwing).build(), breaker),
                server.get("/"),
                BodyHandlers.ofString());
    }

    @Test
    void shouldIgnoreAProxySelectorThatThrows() {
        ProxySelector throwing = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw own();
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException thrown) {}
        };
        ignored(
                CircuitBreakerHttpClient.of(
                        HttpClient.newBuilder().proxy(throwing).build(), breaker),
                server.get("/"),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAFailedStatusWhateverTheHandlerMakesOfIt(Exchange exchange) throws Exception {
        try (LocalServer sick = LocalServer.of(503)) {
            assertThatThrownBy(() -> exchange.by(client, sick.get("/"), info -> {
                        throw new IllegalStateException("status " + info.statusCode());
                    }))
                    .isNotNull();
        }
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
        assertThat(breaker.snapshot().metrics().lastFailure())
                .hasValueSatisfying(
                        failure -> assertThat(failure.description()).contains("503 from http://127.0.0.1:"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountACompleteAnswerThatTheHandlerCannotRead(Exchange exchange) throws Exception {
        BodyHandler<Integer> number =
                info -> BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), Integer::parseInt);
        assertThatThrownBy(() -> exchange.by(client, server.get("/"), number)).isNotNull();
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
        try (LocalServer sick = LocalServer.of(500)) {
            assertThatThrownBy(() -> exchange.by(client, sick.get("/"), number)).isNotNull();
        }
        assertThat(breaker).hasAdmitted(2).hasFailures(1);
    }
}
