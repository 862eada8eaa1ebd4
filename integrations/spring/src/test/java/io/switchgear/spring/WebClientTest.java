// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.DeadlinePassedException;
import io.switchgear.State;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.outcome.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Spring's reactive client, against servers that are well and that are not. */
class WebClientTest {
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CircuitBreaker breaker = HttpBreaker.touchy();
    private final CircuitBreaker byDefault = HttpBreaker.byDefault();

    @AutoClose
    private final Server well = Server.well();

    @AutoClose
    private final Server breakingOff = Server.breakingOff();

    private static WebClient client(CircuitBreaker breaker) {
        return WebClient.builder()
                .clientConnector(new JdkClientHttpConnector())
                .filter(CircuitBreakerExchangeFilter.of(breaker))
                .build();
    }

    private static Mono<String> get(WebClient client, Server server) {
        return client.get().uri(server.url()).retrieve().bodyToMono(String.class);
    }

    private void openWithinTenCalls(Mono<?> call) {
        for (int i = 0; i < 10 && byDefault.state() == State.CLOSED; i++) {
            assertThatThrownBy(call::block).isNotNull();
        }
        await().untilAsserted(
                        () -> assertThat(byDefault).isOpen().hasSuccesses(0).hasNothingInFlight());
    }

    @Test
    void shouldNoticeAServerThatHangsBehindATimeoutOfItsCaller() {
        try (Server silent = Server.silent()) {
            openWithinTenCalls(get(client(byDefault), silent).timeout(SHORT));
            assertThat(byDefault).hasFailures(0);
            assertThat(byDefault.snapshot().totals().abandoned()).isGreaterThan(4);
        }
    }

    @Test
    void shouldNoticeAServerThatHangsBehindATimeoutOfTheConnector() {
        JdkClientHttpConnector connector = new JdkClientHttpConnector();
        connector.setReadTimeout(SHORT);
        try (Server silent = Server.silent()) {
            openWithinTenCalls(
                    get(client(byDefault).mutate().clientConnector(connector).build(), silent));
            assertThat(byDefault.snapshot().totals().failures()).isGreaterThan(4);
        }
    }

    @Test
    void shouldNoticeAServerWhoseBodiesStall() {
        try (Server stalling = Server.stalling()) {
            openWithinTenCalls(get(client(byDefault), stalling).timeout(SHORT));
        }
    }

    @Test
    void shouldCountABodyThatIsReadToItsEnd() {
        assertThat(get(client(breaker), well).block()).isEqualTo("0123456789");
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountABodyThatIsReleasedAsASuccess() {
        client(breaker).get().uri(well.url()).retrieve().toBodilessEntity().block();
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountABodyThatNobodyAsksForAsASuccess() {
        assertThat(client(breaker)
                        .get()
                        .uri(well.url())
                        .exchangeToMono(response -> Mono.just("ignored"))
                        .block())
                .isEqualTo("ignored");
        await().untilAsserted(
                        () -> assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight());
    }

    @Test
    void shouldCountABodyThatIsCancelledEarlyAsASuccess() {
        DataBuffer first = client(breaker)
                .get()
                .uri(well.url())
                .retrieve()
                .bodyToFlux(DataBuffer.class)
                .next()
                .block();
        DataBufferUtils.release(first);
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountABodyThatBreaksOffAsAFailure() {
        assertThatThrownBy(() -> get(client(breaker), breakingOff).block()).isNotNull();
        assertThat(breaker).isOpen().hasFailures(1).hasSuccesses(0).hasNothingInFlight();
    }

    @Test
    void shouldCountAFailedStatusOnce() {
        try (Server busy = Server.of(503, "Retry-After: 300")) {
            assertThatThrownBy(() -> get(client(breaker), busy).block())
                    .isInstanceOf(WebClientResponseException.ServiceUnavailable.class);
        }
        assertThat(breaker).isOpen().hasFailures(1).hasNothingInFlight();
        assertThat(breaker.snapshot().nextProbeIn())
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(290)));
    }

    @Test
    void shouldRejectAsSpringsClientFails() {
        breaker.forceOpen("a test");
        assertThatThrownBy(() -> get(client(breaker), well).block())
                .isInstanceOf(WebClientRequestException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class)
                .hasMessageContaining("a test");
        assertThat(well.requests()).isZero();
    }

    @Test
    void shouldCountNothingBeforeTheSubscriptionAndEachOneOnce() {
        Mono<String> call = get(client(breaker), breakingOff);
        assertThat(breaker).hasAdmitted(0);
        assertThatThrownBy(() -> call.retryWhen(
                                Retry.max(3).filter(failure -> !(failure.getCause() instanceof Rejection)))
                        .block())
                .isInstanceOf(WebClientRequestException.class);
        assertThat(breakingOff.requests()).isEqualTo(1);
        assertThat(breaker).isOpen().hasAdmitted(1).hasRejected(1);
    }

    @Test
    void shouldKeepTheCallersDeadline() {
        Mono<String> call = get(client(breaker), well)
                .contextWrite(context -> context.put(CallContext.class, CallContext.within(Duration.ZERO)));
        assertThatThrownBy(call::block).isInstanceOf(DeadlinePassedException.class);
        assertThat(breaker).hasAdmitted(0);
        assertThat(well.requests()).isZero();
    }

    @Test
    void shouldIgnoreCallersThatAreImpatient() {
        try (Server silent = Server.silent()) {
            assertThatThrownBy(() -> get(client(breaker), silent)
                            .timeout(Duration.ofMillis(1))
                            .block())
                    .isNotNull();
        }
        await().untilAsserted(() -> assertThat(breaker).isClosed().hasIgnored(1).hasNothingInFlight());
    }

    interface Page {
        @GetExchange("/")
        Mono<String> get();
    }

    @Test
    void shouldGuardAnInterfaceClient() {
        CircuitBreakerRegistry registry = HttpBreaker.registry();
        WebClient client = WebClient.builder()
                .baseUrl(well.url())
                .clientConnector(new JdkClientHttpConnector())
                .filter(CircuitBreakerExchangeFilter.of(registry))
                .build();
        Page page = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client))
                .build()
                .createClient(Page.class);
        assertThat(page.get().block(LONG)).isEqualTo("0123456789");
        registry.keyed("http", 1_000).forceOpen("a test");
        assertThatThrownBy(() -> page.get().block(LONG))
                .isInstanceOf(WebClientRequestException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThat(registry.keyed("http", 1_000).snapshot().totals().successes())
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseABreakerThatCannotJudgeResponses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreakerExchangeFilter.of(CircuitBreaker.of("api")))
                .withMessageContaining("HttpClassifier");
    }
}
