// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** The end of a call on the client's threads. To cancel it cancels the call, which then completes it. */
final class Enqueued<T> extends CompletableFuture<T> implements Callback {
    private final Call call;
    private final Reading<T> reading;

    /** Makes something of a response. */
    interface Reading<T> {
        T of(Response response) throws IOException;
    }

    private Enqueued(Call call, Reading<T> reading) {
        this.call = call;
        this.reading = reading;
    }

    static <T> Enqueued<T> of(Call call, Reading<T> reading) {
        Enqueued<T> end = new Enqueued<>(call, reading);
        call.enqueue(end);
        return end;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        call.cancel();
        return true;
    }

    @Override
    public void onFailure(Call failed, IOException thrown) {
        completeExceptionally(thrown);
    }

    @Override
    public void onResponse(Call answered, Response response) {
        try (response) {
            complete(reading.of(response));
        } catch (IOException thrown) {
            completeExceptionally(thrown);
        }
    }
}
