// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.http.HttpOrigin;
import io.switchgear.httpclient.GuardedCalls.Target;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client with circuit breakers. It behaves like the client that it guards, except that a request to a server that
 * is down is rejected at once, with an {@link HttpCallNotPermittedException}.
 *
 * <pre>{@code
 * HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), registry);
 * }</pre>
 *
 * <p>A request, its response and the body are one call with one outcome, which is counted when the end of the body is
 * known: a body that is complete, or that its reader closes early, counts by the response; a body that breaks off is a
 * failure. {@link HttpClassifier} decides which responses are failures, unless a breaker is configured otherwise. A probe
 * gives its place back at the headers. A body that is never read is not counted, and failures of the caller's own side (a
 * body handler, a subscriber, a publisher or an executor) are ignored. A call to an address that redirects counts for that
 * address. Web sockets and pushed responses are passed on and not counted.
 *
 * <p>A call that its caller gives up is judged as any other (see {@code abandonedAfter}); once the headers have arrived,
 * only the time since the last bytes counts.
 *
 * <p>Once it has been shut down or closed (by its own methods, which clients have since JDK 21; on older versions the
 * guarded client is not closed), requests fail with an {@link IOException} and are not counted. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerHttpClient extends HttpClient {
    private final HttpClient client;
    /** A breaker, a keyed breaker or a function that returns breakers. */
    private final Object breakers;

    private final ClientLife life;
    private final GuardedCalls calls;

    private CircuitBreakerHttpClient(
            HttpClient client, Object breakers, String inWords, Function<? super HttpRequest, Target> targets) {
        this.client = Objects.requireNonNull(client, "client must not be null: pass the HTTP client to guard");
        this.breakers = breakers;
        checkGuardedOnce(inWords);
        this.life = new ClientLife(client);
        this.calls = new GuardedCalls(client, life, targets);
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is the same breaker.
    private void checkGuardedOnce(String inWords) {
        for (HttpClient each = client; each instanceof CircuitBreakerHttpClient guarded; each = guarded.client) {
            if (guarded.breakers == breakers) {
                throw new IllegalArgumentException("client: it is already guarded by " + inWords
                        + ", so each of its calls would count twice. Use it as it is");
            }
        }
    }

    /**
     * Guards a client with a breaker for each {@linkplain #origin origin}, for up to 1,000 of them, with the default
     * settings and {@link HttpClassifier}. No other code can see or hold these breakers:
     * {@link #of(HttpClient, CircuitBreakerRegistry)} puts them into a registry.
     *
     * @param client the client to guard
     * @return the guarded client
     * @throws IllegalArgumentException if the client is already guarded
     */
    public static CircuitBreakerHttpClient of(HttpClient client) {
        if (client instanceof CircuitBreakerHttpClient) {
            throw new IllegalArgumentException(
                    "client: it is already guarded. Use it as it is, or name the breakers that"
                            + " guard it in addition: of(client, breaker)");
        }
        return of(client, CircuitBreakerRegistry.ofDefaults());
    }

    /**
     * Guards a client with a breaker for each {@linkplain #origin origin}, for up to 1,000 of them, in a registry:
     * {@code registry.findKeyed("http")}. All clients of a registry share them. They have the registry's configuration for
     * that name, with {@link HttpClassifier} in place of core's default classifier. To choose the name, the number or the
     * key, create the keyed breaker and use {@link #of(HttpClient, KeyedCircuitBreaker, Function)}.
     *
     * @param client the client to guard
     * @param registry the registry that has the breakers, or to which they are added
     * @return the guarded client
     * @throws IllegalArgumentException if the client is already guarded by these breakers
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerHttpClient of(HttpClient client, CircuitBreakerRegistry registry) {
        Objects.requireNonNull(client, "client must not be null: pass the HTTP client to guard");
        return of(
                client,
                HttpBreakers.origins(Objects.requireNonNull(registry, "registry")),
                CircuitBreakerHttpClient::origin);
    }

    /**
     * Guards a client with one breaker for all requests.
     *
     * @param client the client to guard
     * @param breaker the breaker, configured with {@link HttpClassifier} or a classifier of your own
     * @return the guarded client
     * @throws IllegalArgumentException if the breaker's classifier counts every response as a success, as core's default
     *     and those of other integrations do, or if the client is already guarded by this breaker
     */
    public static CircuitBreakerHttpClient of(HttpClient client, CircuitBreaker breaker) {
        HttpBreakers.check(Objects.requireNonNull(breaker, "breaker").name(), breaker.config());
        return new CircuitBreakerHttpClient(
                client, breaker, quoted(breaker.name()), request -> new Target(breaker, breaker.config()));
    }

    /**
     * Guards a client with a breaker that a function chooses for each request.
     *
     * @param client the client to guard
     * @param breakers the function that returns the breaker of a request, which is configured as in
     *     {@link #of(HttpClient, CircuitBreaker)}; its exception, or a {@code NullPointerException} if it returns null,
     *     ends the request. Thread-safe
     * @return the guarded client
     * @throws IllegalArgumentException if the client is already guarded by this function
     */
    public static CircuitBreakerHttpClient of(
            HttpClient client, Function<? super HttpRequest, CircuitBreaker> breakers) {
        Objects.requireNonNull(breakers, "breakers");
        return new CircuitBreakerHttpClient(client, breakers, "this function", request -> {
            CircuitBreaker breaker = found("breaker", request, breakers.apply(request));
            HttpBreakers.check(breaker.name(), breaker.config());
            return new Target(breaker, breaker.config());
        });
    }

    /**
     * Guards a client with a breaker for each key; a function determines the key of each request.
     *
     * @param client the client to guard
     * @param breakers the breakers, created with a configuration from {@link HttpClassifier}
     * @param keys the function that returns the key of a request, such as {@link #origin}; its exception, or a
     *     {@code NullPointerException} if it returns null, ends the request. Thread-safe
     * @param <K> type of the keys
     * @return the guarded client
     * @throws IllegalArgumentException if their classifier counts every response as a success, as core's default and those
     *     of other integrations do, or if the client is already guarded by these breakers
     */
    public static <K> CircuitBreakerHttpClient of(
            HttpClient client, KeyedCircuitBreaker<K> breakers, Function<? super HttpRequest, ? extends K> keys) {
        Objects.requireNonNull(breakers, "breakers");
        HttpBreakers.check(breakers.name(), breakers.config());
        Objects.requireNonNull(keys, "keys");
        return new CircuitBreakerHttpClient(
                client,
                breakers,
                quoted(breakers.name()),
                request -> new Target(breakers.at(found("key", request, keys.apply(request))), breakers.config()));
    }

    /**
     * Creates a client with the JDK's default settings, guarded as by {@link #of(HttpClient)}.
     *
     * @return a new client
     */
    public static CircuitBreakerHttpClient newHttpClient() {
        return of(HttpClient.newHttpClient());
    }

    /**
     * Creates a builder whose clients are guarded as by {@link #of(HttpClient)}.
     *
     * @return a new builder
     */
    public static Builder newBuilder() {
        return newBuilder(CircuitBreakerHttpClient::of);
    }

    /**
     * Creates a builder whose clients are guarded, for libraries that take a builder and not a client:
     *
     * <pre>{@code
     * HttpClient.Builder builder = CircuitBreakerHttpClient.newBuilder(client -> CircuitBreakerHttpClient.of(client, registry));
     * }</pre>
     *
     * @param guard the function that puts breakers in front of each client that is built
     * @return a builder that passes its settings on to a builder of the JDK
     */
    public static Builder newBuilder(Function<? super HttpClient, ? extends HttpClient> guard) {
        return GuardedBuilder.of(HttpClient.newBuilder(), guard);
    }

    private static String quoted(String name) {
        return "breaker \"" + name + "\"";
    }

    /**
     * Returns the server that a request goes to, regardless of proxies.
     *
     * @param request a request
     * @return the scheme and host in lower case, and the port if it is not the scheme's default:
     *     {@code https://api.example:8443}
     */
    public static String origin(HttpRequest request) {
        return HttpOrigin.of(request.uri());
    }

    private static <T> T found(String what, HttpRequest request, @Nullable T found) {
        if (found == null) {
            throw new NullPointerException("the function of " + what + "s returned null for " + request.method() + " "
                    + origin(request) + ": it must return a " + what + " for each request");
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

    /**
     * Rejects new requests; those that run continue. Overrides a method that clients have since JDK 21, as do the next
     * ones.
     */
    public void shutdown() {
        life.shutdown();
    }

    /**
     * Shuts down as {@link #shutdown()} does, and ends the running requests, which no breaker counts. Before JDK 21 they
     * continue.
     */
    public void shutdownNow() {
        life.shutdownNow();
    }

    /** Shuts down as {@link #shutdown()} does, and waits for the running requests. Before JDK 21 an interrupt ends the wait. */
    public void close() {
        life.close();
    }

    /** {@return whether the client has been shut down and no request is running} */
    public boolean isTerminated() {
        return life.isTerminated();
    }

    /**
     * Waits for a client that has been shut down to terminate.
     *
     * @param duration the longest wait; zero or less for none
     * @return whether it has terminated
     * @throws InterruptedException if interrupted while waiting
     */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return life.awaitTermination(duration);
    }
}
