// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.GuardedExchange;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpOrigin;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Guards the calls of an OkHttp client:
 *
 * <pre>{@code
 * OkHttpClient client = new OkHttpClient.Builder()
 *         .addInterceptor(CircuitBreakerInterceptor.of(registry))
 *         .build();
 * }</pre>
 *
 * <p>It is an application interceptor: with the redirects and retries of the client inside, a request, its response and the
 * body are one call of the breaker. It is a failure if the status is 500 or above, or 429, if there is no answer within the
 * client's timeouts ({@code callTimeout} included), or if the body breaks off. A call that is cancelled counts against the
 * server if it kept the caller waiting for longer than {@code abandonedAfter}. A rejected call fails with {@link
 * HttpCallNotPermittedException}, an {@link IOException}. Web sockets count by the answer to their request. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerInterceptor implements Interceptor {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpBreakers breakers;

    private CircuitBreakerInterceptor(HttpBreakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Guards each origin (scheme, host and port) with a breaker of its own: those that all HTTP clients of the registry
     * share, by the name {@code http}.
     *
     * @param registry the registry
     * @return an interceptor, to add with {@code addInterceptor}
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerInterceptor of(CircuitBreakerRegistry registry) {
        return new CircuitBreakerInterceptor(HttpBreakers.of(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by {@link HttpOrigin}
     * @return an interceptor, to add with {@code addInterceptor}
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerInterceptor of(KeyedCircuitBreaker<String> origins) {
        return new CircuitBreakerInterceptor(HttpBreakers.of(origins));
    }

    /**
     * Guards all calls with one breaker.
     *
     * @param breaker the breaker, configured with {@link io.switchgear.http.HttpClassifier}
     * @return an interceptor, to add with {@code addInterceptor}
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerInterceptor of(CircuitBreaker breaker) {
        return new CircuitBreakerInterceptor(HttpBreakers.of(breaker));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        GuardedExchange exchange = breakers.begin(() -> origin(request.url()));
        OkHttpCall call = new OkHttpCall(chain.call(), exchange);
        Response response;
        try {
            response = chain.proceed(request);
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        exchange.answered(new OkHttpAnswer(response, request));
        ResponseBody body = response.body();
        if (body == null || !hasBody(request, response, body)) {
            exchange.complete();
            return response;
        }
        return response.newBuilder().body(new WatchedBody(body, call)).build();
    }

    private static String origin(HttpUrl url) {
        return HttpOrigin.of(url.scheme(), url.host(), url.port());
    }

    /** Whether there is something to read: else nobody closes the body, as a rule. */
    private static boolean hasBody(Request request, Response response, ResponseBody body) {
        int status = response.code();
        return body.contentLength() != 0
                && !request.method().equals("HEAD")
                && status != SWITCHING_PROTOCOLS
                && status != NO_CONTENT
                && status != NOT_MODIFIED;
    }
}
