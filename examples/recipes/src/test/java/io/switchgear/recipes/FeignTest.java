// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.DefaultRetryer;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.RetryableException;
import feign.Retryer;
import feign.http2client.Http2Client;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.outcome.Rejection;
import io.switchgear.testkit.SwitchgearAssertions;
import io.switchgear.toolkit.service.LocalService;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feign over a guarded client. */
class FeignTest {
    private final LocalService server = new LocalService();

    interface Prices {
        @RequestLine("GET /lamp")
        String lamp();
    }

    // region wiring
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(
            HttpClassifier.configure(CircuitBreakerConfig.builder()).build());
    private final CircuitBreaker breaker = registry.get("prices");

    Prices prices(Duration connectTimeout, Duration readTimeout) {
        HttpClient guarded = CircuitBreakerHttpClient.of(
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .followRedirects(Redirect.NEVER)
                        .build(),
                breaker);
        return Feign.builder()
                .client(new Http2Client(guarded))
                .options(new Request.Options( // the same as the client's, or Feign builds one without a breaker
                        connectTimeout.toMillis(),
                        TimeUnit.MILLISECONDS,
                        readTimeout.toMillis(),
                        TimeUnit.MILLISECONDS,
                        false))
                .retryer(new NoRetryOfRejections())
                .target(Prices.class, server.uri().toString());
    }

    /** As Feign's own, but that a rejection is not tried again. */
    static class NoRetryOfRejections extends DefaultRetryer {
        @Override
        public void continueOrPropagate(RetryableException failure) {
            if (failure.getCause() instanceof Rejection) {
                throw failure;
            }
            super.continueOrPropagate(failure);
        }

        @Override
        public Retryer clone() {
            return new NoRetryOfRejections();
        }
    }
    // endregion

    private final Prices prices = prices(Duration.ofSeconds(2), Duration.ofSeconds(10));

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void shouldGoThroughTheBreaker() {
        assertThat(prices.lamp()).isEqualTo("4.20");
        SwitchgearAssertions.assertThat(breaker).hasSuccesses(1);
        server.answers(503);
        Outage.untilRejected(prices::lamp);
        SwitchgearAssertions.assertThat(breaker).isOpen();
    }

    @Test
    void shouldRejectOnceAndReachNothing() {
        breaker.forceOpen("maintenance");
        assertThatThrownBy(prices::lamp)
                .isInstanceOf(RetryableException.class)
                .cause()
                .isInstanceOf(Rejection.class);
        SwitchgearAssertions.assertThat(breaker).hasRejected(1);
        assertThat(server.requests()).isZero();
    }

    @Test
    void shouldFailFastWhileTheServiceHangs() {
        Prices prices = prices(Duration.ofSeconds(2), Duration.ofMillis(300));
        server.hangs();
        Outage.untilRejected(prices::lamp);
    }

    /** The trap, as long as Feign has it. */
    @Test
    void shouldLoseTheBreakerWhenTheOptionsDiffer() {
        breaker.forceOpen("maintenance");
        Prices unguarded = Feign.builder()
                .client(new Http2Client(CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker)))
                .target(Prices.class, server.uri().toString());
        assertThat(unguarded.lamp()).isEqualTo("4.20");
        SwitchgearAssertions.assertThat(breaker).hasRejected(0);
    }
}
