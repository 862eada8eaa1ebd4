// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.outcome.Rejection;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;

/** The contract of every integration, for each way of sending a request. */
abstract class HttpContract extends IntegrationContract {
    static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://stub.example/")).build();

    @AutoClose
    private final RawServer breakingOff =
            new RawServer((server, connection) -> RawServer.write(connection, RawServer.HALF));

    @AutoClose
    private final LocalServer well = LocalServer.of(200);

    HttpContract() throws IOException {}

    abstract Guarded requests(HttpClient client, HttpRequest request, BodyHandler<?> handler);

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        HttpClient client = CircuitBreakerHttpClient.of(new RecordingHttpClient(behind), breaker);
        return requests(client, REQUEST, BodyHandlers.discarding());
    }

    private static HttpClient real(CircuitBreaker breaker) {
        return CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);
    }

    /** The headers are good, and the body breaks off. */
    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        return Optional.of(requests(real(breaker), breakingOff.get(), BodyHandlers.discarding()));
    }

    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        return Optional.of(requests(real(breaker), well.get("/"), info -> {
            throw new IllegalStateException("own fault");
        }));
    }

    @Override
    protected List<Throwable> interrupts() {
        return List.of(
                new InterruptedException("stop"),
                new ClosedByInterruptException(),
                new SocketException("Closed by interrupt"),
                new IOException("connection lost", new ClosedByInterruptException()));
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return HttpClassifier.configure(config);
    }

    @Override
    protected Object good() {
        return StubResponse.of(200);
    }

    @Override
    protected List<Object> badResults() {
        return List.of(StubResponse.of(500), StubResponse.of(503), StubResponse.of(429));
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new IOException("reset"),
                new HttpTimeoutException("timed out"),
                new ConnectException("refused"),
                new IllegalStateException("broken"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(
                new CancellationException("not wanted any more"), new IllegalArgumentException("no such request"));
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got)
                .isInstanceOf(HttpCallNotPermittedException.class)
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("guarding has been ");
        assertThat(((HttpCallNotPermittedException) got).rejection()).isSameAs(got.getCause());
    }
}
