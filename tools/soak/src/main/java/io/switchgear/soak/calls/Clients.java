// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.breakers.Breakers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The clients that make the calls: {@link HttpClient} and plain sockets, each with and without a waiting thread.
 * Thread-safe.
 */
final class Clients implements Service {
    private final InetSocketAddress address;
    private final HttpClient http;
    private final ExecutorService executor;

    /**
     * Creates clients of the service at an address.
     *
     * @param executor runs the work that is not done on the caller's thread
     */
    Clients(InetSocketAddress address, ExecutorService executor) {
        this.address = address;
        this.executor = executor;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    @Override
    public Answer ask(Request request, RandomGenerator random) throws IOException, InterruptedException {
        return random.nextBoolean() ? http(request) : SocketCall.make(address, request);
    }

    @Override
    public CompletableFuture<Answer> askAsync(
            Request request, RandomGenerator random, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        return random.nextBoolean() ? httpAsync(request, beforehand) : socketAsync(request, beforehand);
    }

    private Answer http(Request request) throws IOException, InterruptedException {
        return answer(http.send(message(request), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private CompletableFuture<Answer> httpAsync(
            Request request, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(message(request), HttpResponse.BodyHandlers.ofByteArray());
        return Relay.of(sent, Clients::answer, beforehand);
    }

    private CompletableFuture<Answer> socketAsync(
            Request request, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                done.complete(SocketCall.make(address, request));
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return Relay.of(done, answer -> answer, beforehand);
    }

    private HttpRequest message(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://" + address.getHostString() + ":" + address.getPort() + path(request)))
                .timeout(request.timeout());
        if (request.probeOf() != 0) {
            builder.header(Breakers.PROBE_HEADER, Long.toString(request.probeOf()));
        }
        return builder.build();
    }

    static String path(Request request) {
        return "/" + request.target() + "/" + request.call();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        int seconds = response.headers()
                .firstValue("Retry-After")
                .map(Integer::parseInt)
                .orElse(0);
        return new Answer(response.statusCode(), seconds);
    }
}
