// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;

/** The status of the answer to a request of an asynchronous client. To cancel it cancels the client's future. */
final class Requested extends CompletableFuture<Integer> implements FutureCallback<SimpleHttpResponse> {
    private volatile Future<?> request;

    static Requested of(CloseableHttpAsyncClient client, String address) {
        return of(client, SimpleRequestBuilder.get(address).build());
    }

    static Requested of(CloseableHttpAsyncClient client, SimpleHttpRequest request) {
        Requested end = new Requested();
        end.request = client.execute(request, end);
        return end;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        request.cancel(true);
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public void completed(SimpleHttpResponse response) {
        complete(response.getCode());
    }

    @Override
    public void failed(Exception thrown) {
        completeExceptionally(thrown);
    }

    @Override
    public void cancelled() {
        // By cancel(), which goes on once the attempt is settled.
    }
}
