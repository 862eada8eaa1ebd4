// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.toolkit.service.LocalService;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Spring's RestClient over a guarded client. */
class RestClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final LocalService server = new LocalService();
    private CircuitBreakerRegistry registry;

    // region wiring
    RestClient restClient(Duration readTimeout) {
        registry = CircuitBreakerRegistry.of(HttpClassifier.configure(CircuitBreakerConfig.builder())
                .abandonedAfter(readTimeout.dividedBy(2)) // below the read timeout, which arrives as a cancellation
                .build());
        HttpClient guarded = CircuitBreakerHttpClient.of(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build(),
                registry.keyed("http", 1_000),
                CircuitBreakerHttpClient::origin);
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(guarded);
        requests.setReadTimeout(readTimeout);
        return RestClient.builder().requestFactory(requests).build();
    }
    // endregion

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void shouldFailFastWhileTheServiceIsDown() {
        RestClient client = restClient(LONG);
        assertThat(price(client)).isEqualTo("4.20");
        server.answers(503);
        Outage.untilRejected(() -> price(client));
        int before = server.requests();
        // region rejected
        assertThatThrownBy(() -> price(client))
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        // endregion
        assertThat(server.requests()).isEqualTo(before);
        assertThat(registry.overallHealth().status()).isNotEqualTo(Health.Status.UP);
    }

    @Test
    void shouldFailFastWhileTheServiceHangs() {
        RestClient client = restClient(SHORT);
        server.hangs();
        Outage.untilRejected(() -> price(client));
    }

    private String price(RestClient client) {
        return client.get().uri(server.uri()).retrieve().body(String.class);
    }
}
