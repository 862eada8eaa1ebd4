package io.switchgear.httpclient;

import io.switchgear.testkit.Guarded;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the way of sending that waits. */
@Tag("C90")
class SendContractTest extends HttpContract {
    @Override
    Guarded requests(HttpClient client) {
        return Guarded.blocking(() -> client.send(REQUEST, BodyHandlers.discarding()));
    }
}
