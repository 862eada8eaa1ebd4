package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Rejection;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The contract of every integration, for each way of sending a request. */
abstract class HttpContract extends IntegrationContract {
    static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://stub.example/")).build();

    abstract Guarded requests(HttpClient client);

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(CircuitBreakerHttpClient.of(new RecordingHttpClient(behind), breaker));
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
                .hasMessageContaining("guarding is ");
        assertThat(((HttpCallNotPermittedException) got).rejection()).isSameAs(got.getCause());
    }
}
