// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;

/** The contract, for each way of making a call. The operation stands in for the network. */
abstract class OkHttpContract extends IntegrationContract {
    private static final Request REQUEST =
            new Request.Builder().url("http://stub.example/").build();

    @AutoClose
    private final LocalService service = new LocalService();

    abstract Guarded calls(OkHttpClient client, Request request);

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Map<Call, CompletableFuture<Object>> running = new ConcurrentHashMap<>();
        return calls(
                client(breaker)
                        .addInterceptor(chain -> {
                            CompletableFuture<Object> operation = of(running, chain.call());
                            behind.start().whenComplete((result, thrown) -> {
                                if (thrown == null) {
                                    operation.complete(result);
                                } else {
                                    operation.completeExceptionally(thrown);
                                }
                            });
                            return response(((OkHttpAnswer) end(operation)).status());
                        })
                        .eventListener(new EventListener() {
                            @Override
                            public void canceled(Call call) {
                                of(running, call).completeExceptionally(new IOException("Canceled"));
                            }
                        })
                        .build(),
                REQUEST);
    }

    private static CompletableFuture<Object> of(Map<Call, CompletableFuture<Object>> running, Call call) {
        return running.computeIfAbsent(call, begun -> new CompletableFuture<>());
    }

    private record End(@Nullable Object result, @Nullable Throwable thrown) {}

    /** Waits for the end; a cancellation is the operation's own, of which the futures of newer JDKs make another. */
    private static Object end(CompletableFuture<Object> operation) {
        End end;
        try {
            end = operation.handle(End::new).get();
        } catch (InterruptedException | ExecutionException stop) {
            throw OkHttpContract.<RuntimeException>sneaky(stop);
        }
        if (end.thrown != null) {
            throw OkHttpContract.<RuntimeException>sneaky(end.thrown);
        }
        return end.result;
    }

    @SuppressWarnings("unchecked") // Kotlin knows no checked exceptions, so OkHttp throws what it likes.
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        service.breaksOff();
        Request request = new Request.Builder().url(service.uri().toString()).build();
        return Optional.of(calls(client(breaker).build(), request));
    }

    static OkHttpClient.Builder client(CircuitBreaker breaker) {
        return new OkHttpClient.Builder().addInterceptor(CircuitBreakerInterceptor.of(breaker));
    }

    private static Response response(int status) {
        return new Response.Builder()
                .request(REQUEST)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("any")
                .body(ResponseBody.create("body", null))
                .build();
    }

    private static Object answer(int status) {
        return new OkHttpAnswer(response(status), REQUEST);
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return HttpClassifier.configure(config);
    }

    @Override
    protected Object good() {
        return answer(404);
    }

    @Override
    protected List<Object> badResults() {
        return List.of(answer(500), answer(503), answer(429));
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new IOException("reset"),
                new SocketTimeoutException("timeout"),
                new ConnectException("refused"),
                new IllegalStateException("broken"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(
                new CancellationException("not wanted any more"), new IllegalArgumentException("no such request"));
    }

    @Override
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).as("the status").isEqualTo(((OkHttpAnswer) behind).status());
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got).isInstanceOf(HttpCallNotPermittedException.class).hasMessageContaining("guarding has been ");
    }
}
