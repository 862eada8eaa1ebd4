// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A program that knows only the JDK's client does with ours what it does with that. */
class DropInTest {
    @AutoClose
    final LocalServer server = LocalServer.ofStatuses();

    @AutoClose("shutdownNow")
    final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "the given executor"));

    DropInTest() throws IOException {}

    /** Written against the plain client; nothing in it knows of breakers. */
    private record Program(HttpClient client, URI server) {
        List<Object> run() throws Exception {
            List<Object> log = new ArrayList<>();
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/200"))
                    .timeout(Duration.ofSeconds(5))
                    .header("X-Header", "value")
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            log.add(response.statusCode() + response.body() + response.version() + response.uri());
            log.add(response.request() == request);
            log.add(response.previousResponse());

            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int status : new int[] {200, 404, 500}) {
                calls.add(client.sendAsync(
                                HttpRequest.newBuilder(server.resolve("/" + status))
                                        .build(),
                                BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode)
                        .orTimeout(10, TimeUnit.SECONDS));
            }
            for (CompletableFuture<Integer> call : calls) {
                log.add(call.join());
            }

            try (InputStream body =
                    client.send(request, BodyHandlers.ofInputStream()).body()) {
                log.add(new String(body.readNBytes(3), StandardCharsets.US_ASCII));
            }
            client.sendAsync(request, info -> {
                        log.add(Thread.currentThread().getName());
                        return HttpResponse.BodySubscribers.discarding();
                    })
                    .join();
            try {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/"))
                                .build(),
                        BodyHandlers.discarding());
            } catch (IOException e) {
                log.add(e.getClass());
            }
            log.add(client.sendAsync(request, BodyHandlers.ofLines(), null)
                    .get()
                    .body()
                    .toList());
            log.add(client.version());
            log.add(client.followRedirects());
            log.add(client.connectTimeout());
            return log;
        }
    }

    @Test
    void shouldDoWhatThePlainClientDoes() throws Exception {
        HttpClient plain = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
        List<Object> expected = new Program(plain, server.uri("/")).run();
        List<Object> log = new Program(CircuitBreakerHttpClient.of(plain), server.uri("/")).run();

        assertThat(log).isEqualTo(expected).contains(404, "the given executor", List.of("one", "two"));
    }
}
