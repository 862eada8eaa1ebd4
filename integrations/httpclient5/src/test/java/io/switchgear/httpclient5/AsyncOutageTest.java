// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An asynchronous client, and a real server that fails, breaks off, stalls and does not answer. */
class AsyncOutageTest {
    private static final Timeout SHORT = Timeout.ofMilliseconds(200);
    private static final int MANY = 2_000;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    private final LocalService service = new LocalService();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final List<CloseableHttpAsyncClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private HttpAsyncClientBuilder builder() {
        return HttpClientGuard.of(breaker).addTo(HttpAsyncClients.custom());
    }

    private CloseableHttpAsyncClient client() {
        return start(builder().disableAutomaticRetries());
    }

    private CloseableHttpAsyncClient start(HttpAsyncClientBuilder builder) {
        CloseableHttpAsyncClient client = builder.build();
        clients.add(client);
        client.start();
        return client;
    }

    private Requested get(CloseableHttpAsyncClient client) {
        return Requested.of(client, service.uri().toString());
    }

    @Test
    void shouldOpenAndRejectWithoutARequest() throws Exception {
        service.answers(503);
        CloseableHttpAsyncClient client = client();
        for (int i = 0; i < 10; i++) {
            get(client).get();
        }

        assertThatThrownBy(get(client)::get)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class)
                .hasMessageContaining(
                        "503 from http://127.0.0.1:" + service.uri().getPort());
        assertThat(service.requests()).isEqualTo(10);
    }

    /** The strategy retries every IOException of an idempotent request, so also a rejection if it saw one. */
    @Test
    void shouldCountEachAttemptAndNotRetryARejection() {
        service.answers(503);
        CloseableHttpAsyncClient retrying =
                start(builder().setRetryStrategy(new DefaultHttpRequestRetryStrategy(20, TimeValue.ofMilliseconds(1))));

        assertThatThrownBy(get(retrying)::get).hasCauseInstanceOf(HttpCallNotPermittedException.class);

        assertThat(service.requests()).isEqualTo(10);
        assertThat(breaker).hasFailures(10).hasRejected(1);
    }

    @Test
    void shouldFailWhenTheServerHangsUp() {
        service.hangsUp();

        assertThatThrownBy(get(client())::get).hasCauseInstanceOf(IOException.class);

        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    @Test
    void shouldFailWhenTheBodyBreaksOff() {
        service.breaksOff();

        assertThatThrownBy(get(client())::get).hasCauseInstanceOf(IOException.class);

        assertThat(breaker).hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldFailWhenNobodyListens() {
        service.close();

        assertThatThrownBy(get(client())::get).hasCauseInstanceOf(IOException.class);

        assertThat(breaker).hasFailures(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFailByTheResponseTimeout(boolean afterTheHeaders) {
        if (afterTheHeaders) {
            service.stalls();
        } else {
            service.hangs();
        }
        SimpleHttpRequest request = SimpleRequestBuilder.get(service.uri()).build();
        request.setConfig(RequestConfig.custom().setResponseTimeout(SHORT).build());

        assertThatThrownBy(Requested.of(client(), request)::get).hasCauseInstanceOf(SocketTimeoutException.class);

        assertThat(breaker).hasFailures(1).hasAbandoned(0);
    }

    @Test
    void shouldIgnoreAWaitForTheOwnPool() {
        service.hangs();
        CloseableHttpAsyncClient small = start(builder()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(1)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(SHORT)
                        .build())
                .disableAutomaticRetries());
        Requested first = get(small);
        Awaitility.await().until(() -> service.requests() == 1);

        Requested second = get(small);
        // The pool looks at those who wait when a connection comes back.
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> first.cancel(true));

        assertThatThrownBy(second::get).hasCauseInstanceOf(DeadlineTimeoutException.class);
        assertThat(breaker).hasFailures(0).hasAbandoned(0).hasIgnored(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldIgnoreAnEarlyCancellation(boolean afterTheHeaders) {
        if (afterTheHeaders) {
            service.stalls();
        } else {
            service.hangs();
        }
        Requested answer = get(client());
        Awaitility.await().until(() -> service.requests() == 1);

        answer.cancel(true);

        Awaitility.await()
                .untilAsserted(() -> assertThat(breaker)
                        .hasFailures(0)
                        .hasAbandoned(0)
                        .hasIgnored(1)
                        .hasNothingInFlight());
    }

    @Test
    void shouldLeaveNothingInFlightWhenRequestsAreCancelledAtAnyTime() {
        CloseableHttpAsyncClient client = client();
        for (int i = 0; i < MANY; i++) {
            get(client).cancel(true);
        }

        Awaitility.await().untilAsserted(() -> assertThat(breaker).hasNothingInFlight());
        assertThat(breaker).hasFailures(0);
    }
}
