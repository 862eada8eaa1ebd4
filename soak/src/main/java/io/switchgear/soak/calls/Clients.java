package io.switchgear.soak.calls;

import io.switchgear.soak.service.Answer;
import io.switchgear.soak.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What makes the calls: {@link HttpClient} and plain sockets, each while the thread waits and without. Thread-safe. */
final class Clients {
    private final InetSocketAddress address;
    private final HttpClient http;
    private final ExecutorService executor;

    /**
     * Clients of the service at an address.
     *
     * @param executor runs what goes on without the caller's thread
     */
    Clients(InetSocketAddress address, ExecutorService executor) {
        this.address = address;
        this.executor = executor;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    /**
     * One request to the service.
     *
     * @param target what the service knows the breaker by
     * @param call the number of the call
     * @param probeOf the trip whose probe it certainly is; 0 for none
     * @param timeout for connecting and for the answer
     */
    record Request(String target, long call, long probeOf, Duration timeout) {
        String path() {
            return "/" + target + "/" + call;
        }

        String probeLine() {
            return probeOf == 0 ? "" : ServiceProcess.PROBE_HEADER + ": " + probeOf + "\r\n";
        }
    }

    Answer http(Request request) throws IOException, InterruptedException {
        return answer(http.send(message(request), HttpResponse.BodyHandlers.ofByteArray()));
    }

    Answer socket(Request request) throws IOException {
        return SocketCall.make(address, request);
    }

    CompletableFuture<Answer> httpAsync(Request request, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(message(request), HttpResponse.BodyHandlers.ofByteArray());
        return Relay.of(sent, Clients::answer, beforehand);
    }

    CompletableFuture<Answer> socketAsync(
            Request request, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                done.complete(socket(request));
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return Relay.of(done, answer -> answer, beforehand);
    }

    /** From JDK 21 on a client can be closed; before that its thread ends when the client has been collected. */
    void close() {
        if ((Object) http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failed) {
                throw new IllegalStateException("the HTTP client cannot be closed", failed);
            }
        }
    }

    private HttpRequest message(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://" + address.getHostString() + ":" + address.getPort() + request.path()))
                .timeout(request.timeout());
        if (request.probeOf() != 0) {
            builder.header(ServiceProcess.PROBE_HEADER, Long.toString(request.probeOf()));
        }
        return builder.build();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        int seconds = response.headers()
                .firstValue("Retry-After")
                .map(Integer::parseInt)
                .orElse(0);
        return new Answer(response.statusCode(), seconds);
    }
}
