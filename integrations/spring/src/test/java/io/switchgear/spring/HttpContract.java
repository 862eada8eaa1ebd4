// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpClassifier;
import io.switchgear.spring.CircuitBreakerRequestInterceptor.Answer;
import io.switchgear.testkit.IntegrationContract;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.springframework.http.HttpHeaders;

/** The contract, for HTTP clients. */
abstract class HttpContract extends IntegrationContract {
    static final URI ADDRESS = URI.create("http://stub.example/");

    @AutoClose
    final Server breakingOff = Server.breakingOff();

    static Answer answer(int status) {
        return new Answer(status, new HttpHeaders(), ADDRESS);
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return HttpClassifier.configure(config);
    }

    @Override
    protected Object good() {
        return answer(404);
    }

    @Override
    protected List<Object> badResults() {
        return List.of(answer(500), answer(503), answer(429));
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new IOException("reset"),
                new SocketTimeoutException("timed out"),
                new ConnectException("refused"),
                new IllegalStateException("broken"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(
                new CancellationException("not wanted any more"), new IllegalArgumentException("no such request"));
    }

    @Override
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).as("the status").isEqualTo(((Answer) behind).status());
    }
}
