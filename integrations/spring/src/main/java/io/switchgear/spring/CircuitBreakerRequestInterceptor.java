// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.HttpAnswer;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.spring.HttpExchange.Breakers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Guards the requests of a {@code RestClient} or {@code RestTemplate}, and of HTTP interface clients over them:
 *
 * <pre>{@code
 * RestClient client = RestClient.builder()
 *         .requestInterceptor(CircuitBreakerRequestInterceptor.of(registry))
 *         .build();
 * }</pre>
 *
 * <p>A request, its response and the body are one call. It is a failure if the status is 500 or above, or 429, if there is
 * no answer, or if the body breaks off. A rejected request throws {@link HttpCallNotPermittedException}, an {@link
 * IOException}, which Spring's clients wrap into {@code ResourceAccessException}. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerRequestInterceptor implements ClientHttpRequestInterceptor {
    private final Breakers breakers;

    private CircuitBreakerRequestInterceptor(Breakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Guards each origin (scheme, host and port) with a breaker of its own: those that all HTTP clients of the registry
     * share, by the name {@code http}.
     *
     * @param registry the registry
     * @return an interceptor
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerRequestInterceptor of(CircuitBreakerRegistry registry) {
        return of(HttpBreakers.of(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by scheme, host and port as {@link io.switchgear.http.HttpOrigin} writes them
     * @return an interceptor
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerRequestInterceptor of(KeyedCircuitBreaker<String> origins) {
        return new CircuitBreakerRequestInterceptor(Breakers.of(origins));
    }

    /**
     * Guards all requests with one breaker.
     *
     * @param breaker the breaker, configured with {@link io.switchgear.http.HttpClassifier}
     * @return an interceptor
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerRequestInterceptor of(CircuitBreaker breaker) {
        return new CircuitBreakerRequestInterceptor(Breakers.of(breaker));
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        HttpExchange exchange = breakers.begin(request.getURI(), UnaryOperator.identity());
        try {
            ClientHttpResponse response = execution.execute(request, body);
            exchange.answered(new Answer(response.getStatusCode().value(), response.getHeaders(), request.getURI()));
            return new WatchedResponse(response, exchange);
        } catch (Throwable thrown) {
            exchange.failed(thrown);
            throw thrown;
        }
    }

    /** An answer, as classifiers see it. */
    record Answer(int status, HttpHeaders headers, URI uri) implements HttpAnswer {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }
    }

    /** A response whose end settles the call. Used by one thread at a time, and closed by any. */
    private static final class WatchedResponse implements ClientHttpResponse {
        private final ClientHttpResponse response;
        private final HttpExchange exchange;
        private @Nullable InputStream body;

        WatchedResponse(ClientHttpResponse response, HttpExchange exchange) {
            this.response = response;
            this.exchange = exchange;
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }

        @Override
        public InputStream getBody() throws IOException {
            InputStream watched = body;
            if (watched == null) {
                watched = new WatchedBody(response.getBody(), exchange);
                body = watched;
            }
            return watched;
        }

        /** Settles first: closing may wait for the rest of the body. */
        @Override
        public void close() {
            exchange.closed();
            response.close();
        }
    }

    private static final class WatchedBody extends FilterInputStream {
        private final HttpExchange exchange;

        WatchedBody(InputStream body, HttpExchange exchange) {
            super(body);
            this.exchange = exchange;
        }

        @Override
        public int read() throws IOException {
            return watch(in::read);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return watch(() -> in.read(bytes, offset, length));
        }

        private int watch(Read read) throws IOException {
            exchange.waits();
            int got;
            try {
                got = read.read();
            } catch (Throwable thrown) {
                exchange.brokeOff(thrown);
                throw thrown;
            }
            if (got < 0) {
                exchange.complete();
            } else {
                exchange.waitsNoLonger();
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            exchange.closed();
            super.close();
        }
    }

    @FunctionalInterface
    private interface Read {
        int read() throws IOException;
    }
}
