package io.switchgear.httpclient;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.httpclient.GuardedCalls.Target;
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
 * An HTTP client with circuit breakers: the client that it is given, except that a request to a server that is down is rejected
 * at once, with an {@link HttpCallNotPermittedException}.
 *
 * <pre>{@code
 * HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), registry);
 * }</pre>
 *
 * <p>A request, its response and the body are one call with one outcome, which is counted when the end of the body is known: a
 * complete body, or one that its reader closes early, counts by the response, one that breaks off is a failure. What {@link
 * HttpClassifier} says decides which responses are failures, unless a breaker is configured otherwise. A probe gives its place
 * back at the headers. A body that nobody reads counts as nothing, and the caller's own side (a body handler, a subscriber, a
 * publisher or an executor that fails) is ignored. A call to an address that redirects counts for that address. Web sockets and
 * pushed responses are passed on and not counted.
 *
 * <p>A call that its caller gives up is judged as any other (see {@code abandonedAfter}); where the headers have come, only the
 * time since the last bytes counts.
 *
 * <p>Once it has been shut down or closed (by its own methods, which JDK 21 brought; on older ones the client behind is left to
 * itself), requests fail with an {@link IOException} and are not counted. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerHttpClient extends HttpClient {
    private static final String NAME = "http";
    private static final int MAX_ORIGINS = 1_000;

    private final HttpClient client;
    /** A breaker, a keyed breaker or a function that finds breakers. */
    private final Object breakers;

    private final ClientLife life;
    private final GuardedCalls calls;

    private CircuitBreakerHttpClient(
            HttpClient client, Object breakers, String inWords, Function<? super HttpRequest, Target> targets) {
        this.client = Objects.requireNonNull(client, "client: there is no HTTP client to put breakers in front of");
        this.breakers = breakers;
        checkGuardedOnce(inWords);
        this.life = new ClientLife(client);
        this.calls = new GuardedCalls(client, life, targets);
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is that very breaker.
    private void checkGuardedOnce(String inWords) {
        for (HttpClient each = client; each instanceof CircuitBreakerHttpClient guarded; each = guarded.client) {
            if (guarded.breakers == breakers) {
                throw new IllegalArgumentException("client: it is guarded by " + inWords
                        + " already, which would count each of its calls twice. Use it as it is");
            }
        }
    }

    /**
     * A client with a breaker for each {@linkplain #origin origin}, for 1,000 of them, with the default settings and {@link
     * HttpClassifier}. Nothing else can see or hold these breakers: {@link #of(HttpClient, CircuitBreakerRegistry)} puts them
     * into a registry.
     *
     * @param client sends the requests
     * @return a client in front of it
     * @throws IllegalArgumentException if the client is guarded already
     */
    public static CircuitBreakerHttpClient of(HttpClient client) {
        if (client instanceof CircuitBreakerHttpClient) {
            throw new IllegalArgumentException(
                    "client: it is guarded already. Use it as it is, or name the breakers that"
                            + " guard it besides: of(client, breaker)");
        }
        return of(client, CircuitBreakerRegistry.ofDefaults());
    }

    /**
     * A client with a breaker for each {@linkplain #origin origin}, for 1,000 of them, in a registry: {@code
     * registry.findKeyed("http")}. All clients of a registry share them. They have the registry's configuration for that name,
     * and {@link HttpClassifier} where that has core's default classifier. To choose the name, the number or the key, make the
     * keyed breaker and use {@link #of(HttpClient, KeyedCircuitBreaker, Function)}.
     *
     * @param client sends the requests
     * @param registry has the breakers, or gets them
     * @return a client in front of it
     * @throws IllegalArgumentException if the client is guarded by these breakers already
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerHttpClient of(HttpClient client, CircuitBreakerRegistry registry) {
        Objects.requireNonNull(client, "client: there is no HTTP client to put breakers in front of");
        KeyedCircuitBreaker<String> origins =
                Objects.requireNonNull(registry, "registry").keyed(NAME, MAX_ORIGINS);
        HttpClassifier.configureIfDefault(origins);
        return of(client, origins, CircuitBreakerHttpClient::origin);
    }

    /**
     * A client with one breaker for all requests.
     *
     * @param client sends the requests
     * @param breaker configured by {@link HttpClassifier}, or by a classifier of your own
     * @return a client in front of it
     * @throws IllegalArgumentException if the breaker's classifier takes every response for a success, as core's default does
     *     and those of other integrations do, or if the client is guarded by this breaker already
     */
    public static CircuitBreakerHttpClient of(HttpClient client, CircuitBreaker breaker) {
        HttpClassifier.check(Objects.requireNonNull(breaker, "breaker"));
        return new CircuitBreakerHttpClient(
                client, breaker, quoted(breaker.name()), request -> new Target(breaker, breaker.config()));
    }

    /**
     * A client with the breaker that a function chooses for each request.
     *
     * @param client sends the requests
     * @param breakers finds the breaker of a request, which is configured as in {@link #of(HttpClient, CircuitBreaker)}; what it
     *     throws, or a {@code NullPointerException} if it finds none, ends the request. Thread-safe
     * @return a client in front of it
     * @throws IllegalArgumentException if the client is guarded by this function already
     */
    public static CircuitBreakerHttpClient of(
            HttpClient client, Function<? super HttpRequest, CircuitBreaker> breakers) {
        Objects.requireNonNull(breakers, "breakers");
        return new CircuitBreakerHttpClient(client, breakers, "this function", request -> {
            CircuitBreaker breaker = found("breaker", request, breakers.apply(request));
            HttpClassifier.check(breaker);
            return new Target(breaker, breaker.config());
        });
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
     * @throws IllegalArgumentException if their classifier takes every response for a success, as core's default does and those
     *     of other integrations do, or if the client is guarded by these breakers already
     */
    public static <K> CircuitBreakerHttpClient of(
            HttpClient client, KeyedCircuitBreaker<K> breakers, Function<? super HttpRequest, ? extends K> keys) {
        Objects.requireNonNull(breakers, "breakers");
        HttpClassifier.check(breakers.name(), breakers.config());
        Objects.requireNonNull(keys, "keys");
        return new CircuitBreakerHttpClient(
                client,
                breakers,
                quoted(breakers.name()),
                request -> new Target(breakers.at(found("key", request, keys.apply(request))), breakers.config()));
    }

    /**
     * A client with the JDK's default settings, guarded as by {@link #of(HttpClient)}.
     *
     * @return a new client
     */
    public static CircuitBreakerHttpClient newHttpClient() {
        return of(HttpClient.newHttpClient());
    }

    /**
     * A builder whose clients are guarded as by {@link #of(HttpClient)}.
     *
     * @return a new builder
     */
    public static Builder newBuilder() {
        return newBuilder(CircuitBreakerHttpClient::of);
    }

    /**
     * A builder whose clients are guarded, for libraries that take a builder and no client:
     *
     * <pre>{@code
     * HttpClient.Builder builder = CircuitBreakerHttpClient.newBuilder(client -> CircuitBreakerHttpClient.of(client, registry));
     * }</pre>
     *
     * @param guard puts breakers in front of each client that the builder builds
     * @return a builder that passes on what it is told to a builder of the JDK
     */
    public static Builder newBuilder(Function<? super HttpClient, ? extends HttpClient> guard) {
        return GuardedBuilder.of(HttpClient.newBuilder(), guard);
    }

    private static String quoted(String name) {
        return "breaker \"" + name + "\"";
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
        return calls.sendAsync(request, responseBodyHandler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            BodyHandler<T> responseBodyHandler,
            @Nullable PushPromiseHandler<T> pushPromiseHandler) {
        return calls.sendAsync(request, responseBodyHandler, pushPromiseHandler);
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
