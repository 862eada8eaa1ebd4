// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A body publisher of the caller's own that fails says nothing about the server, and one that does not is sent as it is. */
@Tag("C3")
class OwnPublisherTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    final LocalServer server = LocalServer.of(200);

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    OwnPublisherTest() throws IOException {}

    private static IllegalStateException own() {
        return new IllegalStateException("own fault");
    }

    private void ignored(BodyPublisher publisher) {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/")).POST(publisher).build();
        for (Exchange exchange : Exchange.values()) {
            assertThatThrownBy(() -> exchange.by(client, request, BodyHandlers.ofString()))
                    .isNotNull();
        }
        assertThat(breaker).hasAdmitted(3).hasIgnored(3).hasNothingInFlight();
    }

    @Test
    void shouldIgnoreAPublisherWhoseSourceThrows() {
        ignored(BodyPublishers.ofInputStream(() -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("own fault");
            }
        }));
    }

    @Test
    void shouldIgnoreAPublisherThatThrows() {
        ignored(BodyPublishers.fromPublisher(subscriber -> {
            throw own();
        }));
    }

    @Test
    void shouldIgnoreAPublisherThatThrowsWhenItIsAsked() {
        ignored(BodyPublishers.fromPublisher(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw own();
            }

            @Override
            public void cancel() {}
        })));
    }

    @Test
    void shouldIgnoreAPublisherWithFewerBytesThanItAnnounces() {
        ignored(BodyPublishers.fromPublisher(BodyPublishers.ofString("short"), 100));
    }

    @Test
    void shouldIgnoreAPublisherWithMoreBytesThanItAnnounces() {
        ignored(BodyPublishers.fromPublisher(BodyPublishers.ofString("much longer"), 3));
    }

    @Test
    void shouldSendWhatTheRequestSaysAndShowItsPublisher() throws Exception {
        try (LocalServer echo = new LocalServer(exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .set("X-Header", exchange.getRequestHeaders().getFirst("X-Header"));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        })) {
            HttpRequest request = HttpRequest.newBuilder(echo.uri("/"))
                    .PUT(BodyPublishers.ofString("hello"))
                    .header("X-Header", "value")
                    .timeout(Duration.ofSeconds(20))
                    .version(HttpClient.Version.HTTP_1_1)
                    .expectContinue(true)
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.headers().firstValue("X-Header")).contains("value");
            assertThat(response.request()).isEqualTo(request);
            assertThat(response.request().timeout()).isEqualTo(request.timeout());
            assertThat(response.request().expectContinue()).isTrue();
            assertThat(response.request().version()).isEqualTo(request.version());
            assertThat(response.request().bodyPublisher().orElseThrow().contentLength())
                    .isEqualTo(5);
            assertThat(client.send(response.request(), BodyHandlers.ofString()).body())
                    .as("the answer to the request that a response shows, sent again")
                    .isEqualTo("hello");
        }
    }
}
