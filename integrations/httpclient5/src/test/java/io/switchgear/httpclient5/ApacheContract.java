// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;

/** What both ways of making a request have in common. The operation stands in for the network. */
abstract class ApacheContract extends IntegrationContract {
    static final String ADDRESS = "http://stub.example/";

    @AutoClose
    final LocalService service = new LocalService();

    @SuppressWarnings("unchecked") // What is behind throws what it likes.
    static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    static Object answer(int status) {
        return new ApacheAnswer(new BasicClassicHttpResponse(status), new HttpGet(ADDRESS), "http://stub.example");
    }

    static int status(Object behind) {
        return ((ApacheAnswer) behind).status();
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
                new SocketTimeoutException("timeout"),
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
        assertThat(got).as("the status").isEqualTo(status(behind));
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got).isInstanceOf(HttpCallNotPermittedException.class).hasMessageContaining("guarding has been ");
    }
}
