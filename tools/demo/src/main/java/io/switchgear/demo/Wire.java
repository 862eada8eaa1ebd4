// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.Call;
import io.switchgear.demo.service.Hits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The requests of one client: one request, sent repeatedly. Thread-safe. */
final class Wire {
    /** The longest wait for an answer or a connection. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient client = client();
    private final HttpRequest request;
    private final HttpRequest uncounted;

    private Wire(HttpRequest.Builder request, URI target, String caller) {
        this.request = request.header(Hits.CALLER_HEADER, caller).build();
        this.uncounted = HttpRequest.newBuilder(target).timeout(TIMEOUT).build();
    }

    /** Creates the JDK's client with common settings. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Creates a wire that times out by itself. */
    static Wire timed(URI target, String caller) {
        return new Wire(HttpRequest.newBuilder(target).timeout(TIMEOUT), target, caller);
    }

    /** Creates a wire that waits until it is cancelled. */
    static Wire patient(URI target, String caller) {
        return new Wire(HttpRequest.newBuilder(target), target, caller);
    }

    HttpResponse<Void> send() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding());
    }

    CompletableFuture<HttpResponse<Void>> sendAsync() {
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    /** Makes a call that is counted neither here nor in the service. */
    HttpResponse<Void> warmUp() throws IOException, InterruptedException {
        return client.send(uncounted, BodyHandlers.discarding());
    }

    /** Makes a call as {@link #warmUp()} does, without waiting. */
    CompletableFuture<HttpResponse<Void>> warmUpAsync() {
        return client.sendAsync(uncounted, BodyHandlers.discarding());
    }

    /** The requests as work, each sent in the given way. */
    Work work(Call<HttpResponse<Void>, Exception> way) {
        return new Work() {
            @Override
            public Ending call() throws Exception {
                return ending(way.call());
            }

            @Override
            public void warmUp() throws IOException, InterruptedException {
                Wire.this.warmUp();
            }
        };
    }

    static Ending ending(HttpResponse<?> answer) {
        return isFailure(answer) ? Ending.FAILED : Ending.OK;
    }

    /** Whether a response is the service's own fault, by HTTP's rules. */
    static boolean isFailure(HttpResponse<?> response) {
        return response.statusCode() >= 500;
    }
}
