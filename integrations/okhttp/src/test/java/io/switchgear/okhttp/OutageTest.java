// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

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
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server that fails, breaks off, stalls and does not answer. */
class OutageTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    private final LocalService service = new LocalService();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final OkHttpClient client = OkHttpContract.client(breaker).build();

    private Request.Builder request() {
        return new Request.Builder().url(service.uri().toString());
    }

    private static String body(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @Test
    void shouldRunWithTheVersionThatItIsTestedWith() {
        assertThat(System.getProperty("switchgear.okhttp")).isEqualTo(okhttp3.OkHttp.VERSION);
    }

    @Test
    void shouldOpenAndRejectWithoutARequest() throws Exception {
        service.answers(503);
        for (int i = 0; i < 10; i++) {
            body(client, request().build());
        }

        assertRejected(() -> body(client, request().build())).isBy("api").hasMessageContaining("503 from " + origin());
        assertThatThrownBy(() -> body(client, request().build()))
                .isInstanceOf(IOException.class)
                .isInstanceOf(HttpCallNotPermittedException.class);
        assertThat(service.requests()).isEqualTo(10);
    }

    @Test
    void shouldCallBackWhenItRejectsAndLeaveTheDispatcherAlone() throws Exception {
        breaker.forceOpen("a test");
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> answer = enqueue(client.newCall(request().build()));
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        }
        breaker.release("over");

        assertThat(enqueue(client.newCall(request().build())).get()).isEqualTo("4.20");
    }

    @Test
    void shouldKeepOriginsApart() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        OkHttpClient perOrigin = new OkHttpClient.Builder()
                .addInterceptor(CircuitBreakerInterceptor.of(registry))
                .build();
        try (LocalService other = new LocalService()) {
            service.answers(503);
            for (int i = 0; i < 10; i++) {
                body(perOrigin, request().build());
            }
            assertRejected(() -> body(perOrigin, request().build())).isBy("http[" + origin() + "]");
            assertThat(body(
                            perOrigin,
                            new Request.Builder().url(other.uri().toString()).build()))
                    .isEqualTo("4.20");
        }
    }

    @Test
    void shouldFailWhenTheServerHangsUp() {
        service.hangsUp();

        assertThatThrownBy(() -> body(client, request().build())).isInstanceOf(IOException.class);

        assertThat(breaker).hasAdmitted(1).hasFailures(1);
    }

    @Test
    void shouldFailWhenTheBodyBreaksOff() {
        service.breaksOff();

        assertThatThrownBy(() -> body(client, request().build())).isInstanceOf(IOException.class);

        assertThat(breaker).hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldFailWhenNobodyListens() {
        service.close();

        assertThatThrownBy(() -> body(client, request().build())).isInstanceOf(IOException.class);

        assertThat(breaker).hasFailures(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFailByTheReadTimeout(boolean afterTheHeaders) {
        if (afterTheHeaders) {
            service.stalls();
        } else {
            service.hangs();
        }
        OkHttpClient impatient = client.newBuilder().readTimeout(SHORT).build();

        assertThatThrownBy(() -> body(impatient, request().build())).isInstanceOf(InterruptedIOException.class);

        assertThat(breaker).hasFailures(1).hasAbandoned(0);
    }

    /** The client cancels the call itself, which looks like the user's cancellation. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFailByTheCallTimeout(boolean afterTheHeaders) {
        if (afterTheHeaders) {
            service.stalls();
        } else {
            service.hangs();
        }
        OkHttpClient impatient =
                client.newBuilder().callTimeout(SHORT.multipliedBy(3)).build();

        assertThatThrownBy(() -> body(impatient, request().build())).isInstanceOf(InterruptedIOException.class);

        assertThat(breaker).hasFailures(1).hasIgnored(0);
    }

    @Test
    void shouldIgnoreAnEarlyCancellation() throws Exception {
        service.hangs();
        OkHttpClient patient =
                client.newBuilder().callTimeout(Duration.ofMinutes(1)).build();
        Call call = patient.newCall(request().build());
        CompletableFuture<String> answer = enqueue(call);

        call.cancel();

        assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
        assertThat(breaker).hasFailures(0).hasAbandoned(0).hasIgnored((int)
                breaker.snapshot().totals().admitted());
    }

    @Test
    void shouldSucceedWhenTheReaderClosesTheBodyEarly() throws Exception {
        try (Response response = client.newCall(request().build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(breaker).hasInFlight(1);
        }

        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldNotWaitForABodyThatDoesNotCome() throws Exception {
        client.newCall(request().head().build()).execute();
        service.answers(204);
        client.newCall(request().build()).execute();

        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
    }

    @Test
    void shouldFollowRetryAfter() throws Exception {
        service.answers(503);
        service.sends("Retry-After", "120");
        for (int i = 0; i < 10; i++) {
            body(client, request().build());
        }

        assertThat(breaker.snapshot().nextProbeIn().orElseThrow()).isGreaterThan(Duration.ofSeconds(100));
    }

    private String origin() {
        return "http://127.0.0.1:" + service.uri().getPort();
    }

    private static CompletableFuture<String> enqueue(Call call) {
        return Enqueued.of(call, response -> response.body().string());
    }
}
