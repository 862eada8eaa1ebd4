package io.switchgear.httpclient;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client with circuit breakers: the client that it is given, but that a request to a server that is down is rejected at
 * once, with an {@link HttpCallNotPermittedException}.
 *
 * <pre>{@code
 * HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient());
 * }</pre>
 *
 * <p>A call settles when its response is there, which is when its body has been read; with a body that is handed out to be read
 * later (a stream, a publisher, lines) that is when the headers are there. When such a body breaks off later, and its reader has
 * not closed it, one failure is counted more, unless the breaker is open or half-open then. What {@link HttpClassifier} says
 * decides which responses are failures, unless a breaker is configured otherwise. A call to an address that redirects counts for
 * that address.
 * Web sockets and pushed responses are passed on and not counted.
 *
 * <p>Once it has been shut down or closed (by its own methods, which JDK 21 brought; on older ones the client behind is left to
 * itself), requests fail with an {@link IOException} and are not counted. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerHttpClient extends HttpClient {
    private static final int MAX_ORIGINS = 1_000;

    private final HttpClient client;
    private final ClientLife life;
    private final GuardedCalls calls;

    private CircuitBreakerHttpClient(HttpClient client, Function<? super HttpRequest, Guard> guards) {
        this.client = Objects.requireNonNull(client, "client: there is no HTTP client to put breakers in front of");
        this.life = new ClientLife(client);
        this.calls = new GuardedCalls(client, life, guards);
    }

    /**
     * A client with a breaker for each {@linkplain #origin origin}, for 1,000 of them, with the default settings and {@link
     * HttpClassifier}. To see those breakers or to change their settings, make them:
     *
     * <pre>{@code
     * var config = HttpClassifier.configure(CircuitBreakerConfig.builder()).build();
     * var origins = KeyedCircuitBreaker.<String>of("http", 1_000, config);
     * var client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), origins, CircuitBreakerHttpClient::origin);
     * }</pre>
     *
     * @param client sends the requests
     * @return a client in front of it
     */
    public static CircuitBreakerHttpClient of(HttpClient client) {
        CircuitBreakerConfig config =
                HttpClassifier.configure(CircuitBreakerConfig.builder()).build();
        return of(client, KeyedCircuitBreaker.of("http", MAX_ORIGINS, config), CircuitBreakerHttpClient::origin);
    }

    /**
     * A client with one breaker for all requests.
     *
     * @param client sends the requests
     * @param breaker configured by {@link HttpClassifier}, or by a classifier of your own
     * @return a client in front of it
     * @throws IllegalArgumentException if the breaker has core's default classifier, which takes every response for a success
     */
    public static CircuitBreakerHttpClient of(HttpClient client, CircuitBreaker breaker) {
        Guard guard = HttpClassifier.checked(breaker);
        return new CircuitBreakerHttpClient(client, request -> guard);
    }

    /**
     * A client with the breaker that a function chooses for each request.
     *
     * @param client sends the requests
     * @param breakers finds the breaker of a request, which is configured as in {@link #of(HttpClient, CircuitBreaker)}; what it
     *     throws, or a {@code NullPointerException} if it finds none, ends the request. Thread-safe
     * @return a client in front of it
     */
    public static CircuitBreakerHttpClient of(
            HttpClient client, Function<? super HttpRequest, CircuitBreaker> breakers) {
        Objects.requireNonNull(breakers, "breakers");
        return new CircuitBreakerHttpClient(
                client, request -> HttpClassifier.checked(found("breaker", request, breakers.apply(request))));
    }

    /**
     * A client with a breaker for each key, which a function finds for each request.
     *
     * @param client sends the requests
     * @param breakers made with a configuration from {@link HttpClassifier}
     * @param keys finds the key of a request, such as {@link #origin}; what it throws, or a {@code NullPointerException} if it
     *     finds none, ends the request. Thread-safe
     * @param <K> type of the keys
     * @return a client in front of it
     * @throws IllegalArgumentException if they have core's default classifier, which takes every response for a success
     */
    public static <K> CircuitBreakerHttpClient of(
            HttpClient client, KeyedCircuitBreaker<K> breakers, Function<? super HttpRequest, ? extends K> keys) {
        Objects.requireNonNull(breakers, "breakers");
        HttpClassifier.check(breakers.name(), breakers.config());
        Objects.requireNonNull(keys, "keys");
        return new CircuitBreakerHttpClient(client, request -> breakers.at(found("key", request, keys.apply(request))));
    }

    /**
     * The server that a request goes to, whatever proxy is in between.
     *
     * @param request a request
     * @return scheme and host in lower case, and the port if it is not the scheme's own: {@code https://api.example:8443}
     */
    public static String origin(HttpRequest request) {
        URI uri = request.uri();
        String server = (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT);
        int usual = server.startsWith("https:") ? 443 : 80;
        return uri.getPort() == -1 || uri.getPort() == usual ? server : server + ":" + uri.getPort();
    }

    private static <T> T found(String what, HttpRequest request, @Nullable T found) {
        if (found == null) {
            throw new NullPointerException("the function of " + what + "s returned null for " + request.method() + " "
                    + origin(request) + ": it must find a " + what + " for each request");
        }
        return found;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> responseBodyHandler)
            throws IOException, InterruptedException {
        return calls.send(request, responseBodyHandler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> responseBodyHandler) {
        return calls.sendAsync(request, responseBodyHandler, body -> client.sendAsync(request, body));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            BodyHandler<T> responseBodyHandler,
            @Nullable PushPromiseHandler<T> pushPromiseHandler) {
        return calls.sendAsync(
                request, responseBodyHandler, body -> client.sendAsync(request, body, pushPromiseHandler));
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return client.newWebSocketBuilder();
    }

    /** Takes no new requests; those that run go on. Overrides what clients have since JDK 21, as the next ones do. */
    public void shutdown() {
        life.shutdown();
    }

    /** As {@link #shutdown()}, and ends the requests that run, which no breaker counts. Before JDK 21 they go on. */
    public void shutdownNow() {
        life.shutdownNow();
    }

    /** As {@link #shutdown()}, and waits for the requests that run. Before JDK 21 an interrupt ends the waiting. */
    public void close() {
        life.close();
    }

    /** {@return whether it has been shut down and no request runs} */
    public boolean isTerminated() {
        return life.isTerminated();
    }

    /**
     * Waits for a client that has been shut down to terminate.
     *
     * @param duration how long at most; zero or less: not at all
     * @return whether it has terminated
     * @throws InterruptedException if interrupted while waiting
     */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return life.awaitTermination(duration);
    }
}
