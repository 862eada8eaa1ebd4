// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpAnswer;
import io.switchgear.http.HttpClassifier;
import io.switchgear.toolkit.service.LocalService;
import java.net.ConnectException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The README's snippets. */
class ReadmeTest {
    @AutoClose
    private final LocalService service = new LocalService();

    private void get(OkHttpClient client) throws Exception {
        Request request = new Request.Builder().url(service.uri().toString()).build();
        try (Response response = client.newCall(request).execute()) {
            response.body().string();
        }
    }

    @Test
    void shouldGuardEachOrigin() throws Exception {
        // region interceptor
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults(); // one for the application
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(CircuitBreakerInterceptor.of(registry))
                .build();
        // endregion
        get(client);
        assertThat(registry.keyedSnapshots().get("http").totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldGuardEverythingByOneBreaker() throws Exception {
        // region one
        CircuitBreaker prices = CircuitBreaker.of("prices", HttpClassifier::configure);
        OkHttpClient one = new OkHttpClient.Builder()
                .addInterceptor(CircuitBreakerInterceptor.of(prices))
                .build();
        // endregion
        get(one);
        assertThat(prices).hasSuccesses(1);
    }

    @Test
    void shouldTakeOtherRules() throws Exception {
        // region rules
        CircuitBreaker strict = CircuitBreaker.of(
                "strict",
                c -> HttpClassifier.configure(c)
                        .classify(HttpClassifier.defaults()
                                .failOnResult(HttpAnswer.class, answer -> answer.status() == 404)
                                .ignore(ConnectException.class)));
        // endregion
        OkHttpClient client = OkHttpContract.client(strict).build();
        service.answers(404);
        get(client);
        assertThat(strict).hasFailures(1);
    }
}
