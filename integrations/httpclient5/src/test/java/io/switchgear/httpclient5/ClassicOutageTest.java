// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A classic client, and a real server that fails, breaks off, stalls and does not answer. */
class ClassicOutageTest {
    private static final Timeout SHORT = Timeout.ofMilliseconds(200);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    private final LocalService service = new LocalService();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));

    @AutoClose
    private final CloseableHttpClient client =
            builder().disableAutomaticRetries().build();

    private HttpClientBuilder builder() {
        return HttpClientGuard.of(breaker).addTo(HttpClients.custom());
    }

    private static String body(CloseableHttpClient client, HttpUriRequestBase request) throws IOException {
        return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }

    private HttpGet get() {
        return new HttpGet(service.uri());
    }

    private HttpGet impatient() {
        HttpGet request = get();
        request.setConfig(RequestConfig.custom().setResponseTimeout(SHORT).build());
        return request;
    }

    @Test
    void shouldOpenAndRejectWithoutARequest() throws Exception {
        service.answers(503);
        for (int i = 0; i < 10; i++) {
            body(client, get());
        }

        assertRejected(() -> body(client, get()))
                .isBy("api")
                .hasMessageContaining(
                        "503 from http://127.0.0.1:" + service.uri().getPort());
        assertThatThrownBy(() -> body(client, get())).isInstanceOf(HttpCallNotPermittedException.class);
        assertThat(service.requests()).isEqualTo(10);
    }

    @Test
    void shouldKeepOriginsApart() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        try (CloseableHttpClient perOrigin = HttpClientGuard.of(registry)
                        .addTo(HttpClients.custom())
                        .disableAutomaticRetries()
                        .build();
                LocalService other = new LocalService()) {
            service.answers(503);
            for (int i = 0; i < 10; i++) {
                body(perOrigin, get());
            }
            assertRejected(() -> body(perOrigin, get()))
                    .isBy("http[http://127.0.0.1:" + service.uri().getPort() + "]");
            assertThat(body(perOrigin, new HttpGet(other.uri()))).isEqualTo("4.20");
        }
    }

    /** The strategy retries every IOException of an idempotent request, so also a rejection if it saw one. */
    @Test
    void shouldCountEachAttemptAndNotRetryARejection() throws Exception {
        service.answers(503);
        try (CloseableHttpClient retrying = builder()
                .setRetryStrategy(new DefaultHttpRequestRetryStrategy(20, TimeValue.ofMilliseconds(1)))
                .build()) {
            assertRejected(() -> body(retrying, get())).isBy("api");
        }

        assertThat(service.requests()).isEqualTo(10);
        assertThat(breaker).hasFailures(10).hasRejected(1);
    }

    @Test
    void shouldFailWhenTheServerHangsUp() {
        service.hangsUp();

        assertThatThrownBy(() -> body(client, get())).isInstanceOf(IOException.class);

        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    @Test
    void shouldFailWhenTheBodyBreaksOff() {
        service.breaksOff();

        assertThatThrownBy(() -> body(client, get())).isInstanceOf(IOException.class);

        assertThat(breaker).hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldFailWhenNobodyListens() {
        service.close();

        assertThatThrownBy(() -> body(client, get())).isInstanceOf(IOException.class);

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

        assertThatThrownBy(() -> body(client, impatient())).isInstanceOf(InterruptedIOException.class);

        assertThat(breaker).hasFailures(1).hasAbandoned(0);
    }

    @Test
    void shouldIgnoreThatItsOwnPoolIsEmpty() throws Exception {
        RequestConfig config =
                RequestConfig.custom().setConnectionRequestTimeout(SHORT).build();
        try (CloseableHttpClient small = builder()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(1)
                                .build())
                        .setDefaultRequestConfig(config)
                        .disableAutomaticRetries()
                        .build();
                ClassicHttpResponse unread = small.executeOpen(null, get(), null)) {
            assertThat(unread.getCode()).isEqualTo(200);
            assertThatThrownBy(() -> body(small, get())).isInstanceOf(ConnectionRequestTimeoutException.class);
        }

        assertThat(breaker).hasFailures(0).hasIgnored(1).hasSuccesses(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldIgnoreAnEarlyCancellation(boolean afterTheHeaders) {
        if (afterTheHeaders) {
            service.stalls();
        } else {
            service.hangs();
        }
        HttpGet request = get();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return body(client, request);
            } catch (IOException aborted) {
                throw new IllegalStateException(aborted);
            }
        });
        Awaitility.await().until(() -> service.requests() == 1);

        request.cancel();

        assertThatThrownBy(answer::get).hasRootCauseInstanceOf(IOException.class);
        assertThat(breaker).hasFailures(0).hasAbandoned(0).hasIgnored(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSucceedWhenTheReaderClosesTheBodyEarly(boolean byTheStream) throws Exception {
        try (ClassicHttpResponse response = client.executeOpen(null, get(), null)) {
            assertThat(breaker).hasInFlight(1);
            if (byTheStream) {
                try (InputStream content = response.getEntity().getContent()) {
                    assertThat(content.read()).isEqualTo('4');
                }
            }
        }

        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldNotWaitForABodyThatDoesNotCome() throws Exception {
        client.executeOpen(null, new HttpHead(service.uri()), null);
        service.answers(204);
        client.executeOpen(null, get(), null);

        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        service.hangsUp();
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> body(client, get())).isInstanceOf(IOException.class);
        }

        assertThat(breaker).isOpen().hasNothingInFlight();
    }
}
