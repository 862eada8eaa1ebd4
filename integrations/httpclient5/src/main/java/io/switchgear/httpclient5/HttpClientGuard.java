// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpOrigin;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Guards the requests of an Apache HttpClient, classic or asynchronous:
 *
 * <pre>{@code
 * CloseableHttpClient client = HttpClientGuard.of(registry).addTo(HttpClients.custom()).build();
 * }</pre>
 *
 * <p>Each attempt of the client's own retry, and each redirect, is a call of the breaker: the request, its response and the
 * body. It is a failure if the status is 500 or above, or 429, if there is no answer within the client's timeouts, or if the
 * body breaks off. A call that is cancelled counts against the server if it kept the caller waiting for longer than {@code
 * abandonedAfter}, and a request that gets no connection from the client's own pool is ignored.
 *
 * <p>A rejected request fails with {@link HttpCallNotPermittedException}, an {@link java.io.IOException}, which the client
 * does not retry, whatever its retry strategy. Thread-safe.
 *
 * @since 0.1
 */
public final class HttpClientGuard {
    private static final String ATTEMPTS = "switchgear";
    private static final String REJECTIONS = "switchgear-rejections";

    private final HttpBreakers breakers;

    private HttpClientGuard(HttpBreakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Guards each origin (scheme, host and port) with a breaker of its own: those that all HTTP clients of the registry
     * share, by the name {@code http}.
     *
     * @param registry the registry
     * @return a guard, to add to clients
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static HttpClientGuard of(CircuitBreakerRegistry registry) {
        return new HttpClientGuard(HttpBreakers.of(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by {@link HttpOrigin}
     * @return a guard, to add to clients
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, as core's default does
     */
    public static HttpClientGuard of(KeyedCircuitBreaker<String> origins) {
        return new HttpClientGuard(HttpBreakers.of(origins));
    }

    /**
     * Guards all requests with one breaker.
     *
     * @param breaker the breaker, configured with {@link io.switchgear.http.HttpClassifier}
     * @return a guard, to add to clients
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, as core's default does
     */
    public static HttpClientGuard of(CircuitBreaker breaker) {
        return new HttpClientGuard(HttpBreakers.of(breaker));
    }

    /**
     * Guards the requests of a classic client.
     *
     * @param client the builder of the client; its settings may still change
     * @return the same builder
     */
    public HttpClientBuilder addTo(HttpClientBuilder client) {
        // Not after RETRY: a client without it would silently have no breaker.
        return client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), ATTEMPTS, new ClassicGuard(breakers))
                .addExecInterceptorFirst(REJECTIONS, RejectedAttempt::unwrap);
    }

    /**
     * Guards the requests of an asynchronous client.
     *
     * @param client the builder of the client; its settings may still change
     * @return the same builder
     */
    public HttpAsyncClientBuilder addTo(HttpAsyncClientBuilder client) {
        return client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), ATTEMPTS, new AsyncGuard(breakers))
                .addExecInterceptorFirst(REJECTIONS, RejectedAttempt::unwrap);
    }
}
