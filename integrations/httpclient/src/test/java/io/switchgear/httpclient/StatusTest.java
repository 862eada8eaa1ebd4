// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpClassifier;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statuses are failures, and how to have it otherwise. */
class StatusTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    final LocalServer server = LocalServer.ofStatuses();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));

    StatusTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 507, 599, 429})
    void shouldTakeForAFailure(int status) throws Exception {
        request(breaker, status);
        assertThat(breaker).hasAdmitted(3).hasFailures(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 301, 304, 400, 401, 403, 404, 408, 409, 410, 418, 422, 428, 430, 451, 499})
    void shouldTakeForAnAnswer(int status) throws Exception {
        request(breaker, status);
        assertThat(breaker).hasAdmitted(3).hasSuccesses(3);
    }

    @Test
    void shouldTellAFailedResponseByStatusAndHostAlone() throws Exception {
        request(breaker, 503);

        assertThat(breaker.snapshot()
                        .metrics()
                        .lastFailure()
                        .orElseThrow()
                        .message()
                        .orElseThrow())
                .matches("503 from http://(localhost|127\\.0\\.0\\.1):\\d+");
    }

    @Test
    void shouldNeverTakeATimeoutForAnAnswer() {
        HttpTimeoutException timeout = new HttpTimeoutException("request timed out");

        assertThat(Classifier.failOn(ConnectException.class).classify(null, timeout))
                .isEqualTo(Outcome.FAILURE);
        assertThat(HttpClassifier.defaults().classify(null, timeout)).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void shouldTakeMoreStatusesForFailuresWhenAsked() throws Exception {
        CircuitBreaker strict = breaker(c -> c.classify(
                HttpClassifier.defaults().failOnResult(HttpResponse.class, response -> response.statusCode() == 404)));
        request(strict, 404);
        request(strict, 503);
        assertThat(strict).hasFailures(6);
    }

    @Test
    void shouldIgnoreStatusesWhenAsked() throws Exception {
        CircuitBreaker lenient = breaker(c -> c.classify(HttpClassifier.defaults()
                .ignoreResult(result -> result instanceof HttpResponse<?> response && response.statusCode() == 429)));
        request(lenient, 429);
        request(lenient, 500);
        assertThat(lenient).hasIgnored(3).hasFailures(3);
    }

    @Test
    void shouldTakeFewerStatusesForFailuresWhenAsked() throws Exception {
        CircuitBreaker lenient = breaker(
                c -> c.classify(Classifier.failOnResult(HttpResponse.class, response -> response.statusCode() == 503)));
        request(lenient, 500);
        request(lenient, 429);
        request(lenient, 503);
        assertThat(lenient).hasSuccesses(6).hasFailures(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreExceptionsWhenAsked(Exchange exchange) {
        CircuitBreaker lenient =
                breaker(c -> c.classify(HttpClassifier.defaults().ignore(ConnectException.class)));
        server.close();
        assertThatThrownBy(() -> exchange.by(client(lenient), server.get("/200"), BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);
        assertThat(lenient).hasAdmitted(1).hasIgnored(1);
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return nothingInFlight.watch(CircuitBreaker.of("api", settings));
    }

    private static HttpClient client(CircuitBreaker breaker) {
        return CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);
    }

    /** In each way once. */
    private void request(CircuitBreaker guarding, int status) throws Exception {
        HttpClient client = client(guarding);
        for (Exchange exchange : Exchange.values()) {
            assertThat(exchange.by(client, server.get("/" + status), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(status);
        }
    }
}
