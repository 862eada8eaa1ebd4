// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** Retrofit, over a guarded client. */
class RetrofitTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @AutoClose
    private final LocalService service = new LocalService();

    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("prices", HttpClassifier::configure));

    private final Prices prices = new Retrofit.Builder()
            .baseUrl(service.uri().toString())
            .client(OkHttpContract.client(breaker).build())
            .build()
            .create(Prices.class);

    private interface Prices {
        @GET("prices/{product}")
        Call<ResponseBody> of(@Path("product") String product);
    }

    @Test
    void shouldCountAnswersByTheirStatus() throws Exception {
        assertThat(prices.of("tea").execute().body().string()).isEqualTo("4.20");
        service.answers(404);
        assertThat(prices.of("gold").execute().isSuccessful()).isFalse();
        service.answers(503);
        assertThat(prices.of("tea").execute().code()).isEqualTo(503);

        assertThat(breaker).hasSuccesses(2).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldFailAsCallersOfRetrofitExpectWhenItRejects() {
        breaker.forceOpen("a test");

        assertThatThrownBy(() -> prices.of("tea").execute())
                .isInstanceOf(IOException.class)
                .isInstanceOf(HttpCallNotPermittedException.class);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        prices.of("tea").enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(Call<ResponseBody> call, Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThat(service.requests()).isZero();
    }
}
