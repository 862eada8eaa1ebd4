// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.RejectionReason;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.outcome.Rejection;
import io.switchgear.toolkit.service.LocalService;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Spring's WebClient over a guarded client. */
class WebClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final LocalService server = new LocalService();
    private CircuitBreakerRegistry registry;

    // region wiring
    WebClient webClient(Duration timeout) {
        registry = CircuitBreakerRegistry.of(HttpClassifier.configure(CircuitBreakerConfig.builder())
                .abandonedAfter(timeout.dividedBy(2)) // below the timeout, which arrives as a cancellation
                .build());
        HttpClient guarded = CircuitBreakerHttpClient.of(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build(),
                registry.keyed("http", 1_000),
                CircuitBreakerHttpClient::origin);
        return WebClient.builder()
                .clientConnector(new JdkClientHttpConnector(guarded))
                .build();
    }

    Mono<String> price(WebClient client, Duration timeout) {
        return client.get()
                .uri(server.uri())
                .retrieve()
                .bodyToMono(String.class)
                .timeout(timeout);
    }
    // endregion

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void shouldFailFastWhileTheServiceIsDown() {
        WebClient client = webClient(LONG);
        assertThat(price(client, LONG).block()).isEqualTo("4.20");
        server.answers(503);
        Outage.untilRejected(() -> price(client, LONG).block());
        int before = server.requests();
        assertThatThrownBy(() -> price(client, LONG).block())
                .isInstanceOf(WebClientRequestException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void shouldFailFastWhileTheServiceHangs() {
        WebClient client = webClient(SHORT);
        server.hangs();
        Outage.untilRejected(() -> price(client, SHORT).block());
    }

    @Test
    void shouldTryARejectionAgainUnlessItIsFilteredOut() {
        WebClient client = webClient(LONG);
        KeyedCircuitBreaker<String> origins = registry.keyed("http", 1_000);
        origins.forceOpen("maintenance");
        assertRejected(() -> price(client, LONG).retry(2).block());
        assertThat(rejected(origins)).isEqualTo(3);
        assertRejected(() -> price(client, LONG)
                .retryWhen(Retry.max(2).filter(failure -> !(failure.getCause() instanceof Rejection)))
                .block());
        assertThat(rejected(origins)).isEqualTo(4);
    }

    private static long rejected(KeyedCircuitBreaker<?> breakers) {
        return breakers.snapshot().totals().rejected().get(RejectionReason.FORCED_OPEN);
    }

    @Test
    void shouldCountAResponseWhoseBodyIsReleased() {
        webClient(LONG)
                .get()
                .uri(server.uri())
                .exchangeToMono(response -> response.releaseBody())
                .block();
        assertThat(registry.keyed("http", 1_000).snapshot().totals().successes())
                .isEqualTo(1);
        assertThat(registry.keyed("http", 1_000).snapshot().totals().inFlight()).isZero();
    }
}
