// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.GuardedExchange;
import io.switchgear.http.HttpAnswer;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpOrigin;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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
    private static final int SKIPPED_AT_ONCE = 8_192;

    private final HttpBreakers breakers;

    private CircuitBreakerRequestInterceptor(HttpBreakers breakers) {
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
        return new CircuitBreakerRequestInterceptor(HttpBreakers.of(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by scheme, host and port as {@link HttpOrigin} writes them
     * @return an interceptor
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerRequestInterceptor of(KeyedCircuitBreaker<String> origins) {
        return new CircuitBreakerRequestInterceptor(HttpBreakers.of(origins));
    }

    /**
     * Guards all requests with one breaker.
     *
     * @param breaker the breaker, configured with {@link io.switchgear.http.HttpClassifier}
     * @return an interceptor
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerRequestInterceptor of(CircuitBreaker breaker) {
        return new CircuitBreakerRequestInterceptor(HttpBreakers.of(breaker));
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        GuardedExchange exchange = breakers.begin(() -> HttpOrigin.of(request.getURI()));
        try {
            ClientHttpResponse response = execution.execute(request, body);
            exchange.answered(new Answer(response.getStatusCode().value(), response.getHeaders(), request.getURI()));
            return new WatchedResponse(response, exchange, request.getMethod());
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
        private final GuardedExchange exchange;
        private final HttpMethod method;
        private @Nullable InputStream body;

        WatchedResponse(ClientHttpResponse response, GuardedExchange exchange, HttpMethod method) {
            this.response = response;
            this.exchange = exchange;
            this.method = method;
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
                watched = new WatchedBody(response.getBody(), exchange, announced());
                body = watched;
            }
            return watched;
        }

        /** The length of the body; below zero if it is unknown, or is that of another form of the body. */
        private long announced() {
            HttpHeaders headers = response.getHeaders();
            boolean asSent = headers.getFirst(HttpHeaders.CONTENT_ENCODING) == null && method != HttpMethod.HEAD;
            return asSent ? headers.getContentLength() : -1;
        }

        /** Settles first: closing may wait for the rest of the body. */
        @Override
        public void close() {
            exchange.closed();
            response.close();
        }
    }

    private static final class WatchedBody extends FilterInputStream {
        private final GuardedExchange exchange;
        /** The bytes that are still to come, below zero if that is unknown: not every client notices a missing end. */
        private long missing;

        WatchedBody(InputStream body, GuardedExchange exchange, long announced) {
            super(body);
            this.exchange = exchange;
            this.missing = announced;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            exchange.waits();
            int got;
            try {
                got = in.read(bytes, offset, length);
            } catch (Throwable thrown) {
                exchange.brokeOff(thrown);
                throw thrown;
            }
            if (got >= 0) {
                missing -= got;
                exchange.waitsNoLonger();
            } else if (missing > 0) {
                exchange.brokeOff(new EOFException("the body ended " + missing + " bytes early"));
            } else {
                exchange.complete();
            }
            return got;
        }

        /** Reads, so that the end is seen. */
        @Override
        public long skip(long n) throws IOException {
            return n <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(n, SKIPPED_AT_ONCE)]));
        }

        @Override
        public void close() throws IOException {
            exchange.closed();
            super.close();
        }
    }
}
