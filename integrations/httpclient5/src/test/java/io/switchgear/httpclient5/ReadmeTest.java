// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpClassifier;
import io.switchgear.toolkit.service.LocalService;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The README's snippets. */
class ReadmeTest {
    @AutoClose
    private final LocalService service = new LocalService();

    private String get(CloseableHttpClient client) throws Exception {
        return client.execute(new HttpGet(service.uri()), response -> EntityUtils.toString(response.getEntity()));
    }

    @Test
    void shouldGuardEachOrigin() throws Exception {
        // region guard
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults(); // one for the application
        HttpClientGuard guard = HttpClientGuard.of(registry);
        CloseableHttpClient client = guard.addTo(HttpClients.custom()).build();
        CloseableHttpAsyncClient async = guard.addTo(HttpAsyncClients.custom()).build();
        // endregion
        try (client;
                async) {
            async.start();
            get(client);
            Requested.of(async, service.uri().toString()).get();
        }
        assertThat(registry.keyedSnapshots().get("http").totals().successes()).isEqualTo(2);
    }

    @Test
    void shouldGuardEverythingByOneBreaker() throws Exception {
        // region one
        CircuitBreaker prices = CircuitBreaker.of("prices", HttpClassifier::configure);
        CloseableHttpClient one =
                HttpClientGuard.of(prices).addTo(HttpClients.custom()).build();
        // endregion
        try (one) {
            get(one);
        }
        assertThat(prices).hasSuccesses(1);
    }
}
