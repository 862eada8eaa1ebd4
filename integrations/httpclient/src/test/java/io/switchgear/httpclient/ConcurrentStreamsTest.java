// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One connection of HTTP/2 takes a limited number of requests at a time: the client's own limit is no fault of the server. */
@Tag("C3")
class ConcurrentStreamsTest {
    private static final int REQUESTS = 500;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));

    private static Server server() throws Exception {
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap("well".getBytes()), callback);
                return true;
            }
        });
        server.start();
        return server;
    }

    @Test
    void shouldStayClosedWhenMoreRequestsComeThanAConnectionTakes() throws Exception {
        Server server = server();
        try {
            URI uri = server.getURI();
            HttpClient client = CircuitBreakerHttpClient.of(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build(), breaker);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + uri.getPort() + "/"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_2);
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                calls.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            int refused = 0;
            for (CompletableFuture<HttpResponse<String>> call : calls) {
                try {
                    assertThat(call.get().body()).isEqualTo("well");
                } catch (ExecutionException tooMany) {
                    refused++;
                }
            }
            assertThat(breaker).isClosed().hasFailures(0).hasRejected(0).hasIgnored(refused);
        } finally {
            server.stop();
        }
    }
}
