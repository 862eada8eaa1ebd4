// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.testkit.Guarded;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the way of sending that does not wait. */
@Tag("C90")
class SendAsyncContractTest extends HttpContract {
    SendAsyncContractTest() throws IOException {}

    @Override
    Guarded requests(HttpClient client, HttpRequest request, BodyHandler<?> handler) {
        return () -> client.sendAsync(request, handler);
    }
}
