// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.testkit.Guarded;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the way of sending that takes pushed responses. */
@Tag("C90")
class SendAsyncWithPushContractTest extends HttpContract {
    SendAsyncWithPushContractTest() throws IOException {}

    @Override
    Guarded requests(HttpClient client, HttpRequest request, BodyHandler<?> handler) {
        return () -> withPush(client, request, handler);
    }

    private static <T> CompletableFuture<HttpResponse<T>> withPush(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        return client.sendAsync(request, handler, (first, pushed, accept) -> {});
    }
}
