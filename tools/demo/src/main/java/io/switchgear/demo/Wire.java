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

/** The network as one client sees it: one request, sent again and again. Thread-safe. */
final class Wire {
    /** How long a caller waits for an answer, and at most for a connection. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient client = client();
    private final HttpRequest request;
    private final HttpRequest uncounted;

    private Wire(HttpRequest.Builder request, URI target, String caller) {
        this.request = request.header(Hits.CALLER_HEADER, caller).build();
        this.uncounted = HttpRequest.newBuilder(target).timeout(TIMEOUT).build();
    }

    /** The JDK's client as all who call a service use it. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Gives up by itself. */
    static Wire timed(URI target, String caller) {
        return new Wire(HttpRequest.newBuilder(target).timeout(TIMEOUT), target, caller);
    }

    /** Waits until somebody cancels. */
    static Wire patient(URI target, String caller) {
        return new Wire(HttpRequest.newBuilder(target), target, caller);
    }

    HttpResponse<Void> send() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding());
    }

    CompletableFuture<HttpResponse<Void>> sendAsync() {
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    /** A call that nobody counts, neither here nor in the service. */
    HttpResponse<Void> warmUp() throws IOException, InterruptedException {
        return client.send(uncounted, BodyHandlers.discarding());
    }

    /** As {@link #warmUp()}, without waiting. */
    CompletableFuture<HttpResponse<Void>> warmUpAsync() {
        return client.sendAsync(uncounted, BodyHandlers.discarding());
    }

    /** The requests as work, each sent in this way. */
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

    /** The service's own fault, by HTTP's rules. */
    static boolean isFailure(HttpResponse<?> response) {
        return response.statusCode() >= 500;
    }
}
