// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever ends a call frees the place of its probe and the connection. */
class CancellationTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    final RawServer server = RawServer.sendingAndHanging("");

    private final CircuitBreaker breaker = nothingInFlight.watch(
            CircuitBreaker.of("api", c -> HttpClassifier.configure(c).halfOpen(HalfOpen.probes(1))));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    CancellationTest() throws IOException {}

    @BeforeEach
    void letTheNextCallBeTheProbe() {
        breaker.open(Duration.ZERO, "a test");
    }

    private CompletableFuture<HttpResponse<String>> hangingCall() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(server.get(), BodyHandlers.ofString());
        server.awaitRequest();
        assertThat(breaker).isHalfOpen().hasInFlight(1);
        return call;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFreeTheProbeAndEndTheExchangeWhenCancelled(boolean mayInterrupt) throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall();
        assertThat(call.cancel(mayInterrupt)).isTrue();
        assertThat(call).isCancelled();
        assertThat(breaker).isHalfOpen().hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
    }

    @Test
    void shouldFreeTheProbeAndEndTheExchangeWhenAFutureDerivedFromItIsCancelled() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall();
        CompletableFuture<Integer> derived = call.thenApply(HttpResponse::body).thenApply(String::length);
        assertThat(derived.cancel(true)).isTrue();
        assertThat(derived).isCancelled();
        assertThat(call).isCancelled();
        assertThat(breaker).isHalfOpen().hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
    }

    @Test
    void shouldGoOnWhenADerivedFutureIsCancelledWithoutInterrupting() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall();
        assertThat(call.copy().cancel(false)).isTrue();
        assertThat(call).isNotDone();
        assertThat(breaker).hasInFlight(1);
        call.cancel(true);
    }

    @Test
    void shouldFailAndEndTheExchangeWhenTheCallerTimesOut() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall().orTimeout(50, TimeUnit.MILLISECONDS);
        await().until(call::isCompletedExceptionally);
        assertThat(breaker).isOpen().hasFailures(1).hasNothingInFlight();
        server.awaitHangUp();
    }

    @Test
    void shouldEndTheExchangeWhenTheCallerCompletesTheCall() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall();
        assertThat(call.complete(null)).isTrue();
        assertThat(breaker).hasSuccesses(0).hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
        assertThat(call.complete(null)).isFalse();
    }

    @Test
    void shouldTakeAValueThatTheCallerPutsInAfterATimeoutForNoSuccess() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall().completeOnTimeout(null, 50, TimeUnit.MILLISECONDS);
        assertThat(call.get()).isNull();
        assertThat(breaker).isHalfOpen().hasSuccesses(0).hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
    }

    @Test
    void shouldEndTheExchangeWhenTheCallerCompletesTheCallByAnotherWay() throws Exception {
        CompletableFuture<HttpResponse<String>> call = hangingCall();
        call.completeAsync(() -> null, Runnable::run);
        assertThat(breaker).hasSuccesses(0).hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
    }

    @Test
    void shouldFreeTheProbeWhenAWaitingThreadIsInterrupted() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                client.send(server.get(), BodyHandlers.ofString());
            } catch (Throwable ended) {
                thrown.complete(ended);
            }
        });
        caller.start();
        server.awaitRequest();
        caller.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(breaker).isHalfOpen().hasIgnored(1).hasNothingInFlight();
        server.awaitHangUp();
        caller.join();
    }
}
