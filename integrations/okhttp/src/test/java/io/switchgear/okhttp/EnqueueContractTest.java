// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.testkit.Guarded;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
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
        return () -> Enqueued.of(onThreads.newCall(request), response -> {
            response.body().bytes();
            return response.code();
        });
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
