// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.testkit.Guarded;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract, for calls on the client's threads. */
class EnqueueContractTest extends OkHttpContract {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        // The client throws there what is no IOException, after the callback has got it.
        thread.setUncaughtExceptionHandler((broken, thrown) -> {});
        return thread;
    });

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    Guarded calls(OkHttpClient client, Request request) {
        OkHttpClient onThreads =
                client.newBuilder().dispatcher(new Dispatcher(threads)).build();
        return () -> {
            Call call = onThreads.newCall(request);
            CompletableFuture<Object> status = new CompletableFuture<>() {
                /** Cancels the call, whose callback completes this. */
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                    call.cancel();
                    return true;
                }
            };
            call.enqueue(new Callback() {
                @Override
                public void onFailure(Call failed, IOException thrown) {
                    status.completeExceptionally(thrown);
                }

                @Override
                public void onResponse(Call answered, Response response) {
                    try (response) {
                        response.body().bytes();
                        status.complete(response.code());
                    } catch (IOException thrown) {
                        status.completeExceptionally(thrown);
                    }
                }
            });
            return status;
        };
    }

    @Override
    protected void checkThrown(Throwable behind, @Nullable Throwable got) {
        if (behind instanceof IOException) {
            super.checkThrown(behind, got);
        } else {
            assertThat(got).isInstanceOf(IOException.class).hasMessage("canceled due to " + behind);
        }
    }
}
