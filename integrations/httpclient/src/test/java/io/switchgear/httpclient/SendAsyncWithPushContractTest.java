package io.switchgear.httpclient;

import io.switchgear.testkit.Guarded;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the way of sending that takes pushed responses. */
@Tag("C90")
class SendAsyncWithPushContractTest extends HttpContract {
    @Override
    Guarded requests(HttpClient client) {
        return () -> client.sendAsync(REQUEST, BodyHandlers.discarding(), (first, pushed, accept) -> {});
    }
}
