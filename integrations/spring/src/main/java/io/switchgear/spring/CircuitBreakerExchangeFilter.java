// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.http.GuardedExchange;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpOrigin;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Guards the requests of a {@code WebClient}, and of HTTP interface clients over it:
 *
 * <pre>{@code
 * WebClient client = WebClient.builder()
 *         .filter(CircuitBreakerExchangeFilter.of(registry))
 *         .build();
 * }</pre>
 *
 * <p>A request, its response and the body are one call, which begins with the subscription. It is a failure if the status
 * is 500 or above, or 429, if there is no answer, or if the body breaks off. A {@code timeout} behind the client cancels the
 * call, which counts against the server if nothing had come for longer than {@code abandonedAfter}. A rejected request fails
 * with {@link WebClientRequestException}, whose cause is {@link HttpCallNotPermittedException}.
 *
 * <p>A {@link CallContext} in Reactor's context, under the key {@code CallContext.class}, applies to the call as in {@link
 * io.switchgear.Guard#within(CallContext)}. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerExchangeFilter implements ExchangeFilterFunction {
    private final HttpBreakers breakers;

    private CircuitBreakerExchangeFilter(HttpBreakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Guards each origin (scheme, host and port) with a breaker of its own: those that all HTTP clients of the registry
     * share, by the name {@code http}.
     *
     * @param registry the registry
     * @return a filter
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerExchangeFilter of(CircuitBreakerRegistry registry) {
        return new CircuitBreakerExchangeFilter(HttpBreakers.of(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by scheme, host and port as {@link HttpOrigin} writes them
     * @return a filter
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerExchangeFilter of(KeyedCircuitBreaker<String> origins) {
        return new CircuitBreakerExchangeFilter(HttpBreakers.of(origins));
    }

    /**
     * Guards all requests with one breaker.
     *
     * @param breaker the breaker, configured with {@link io.switchgear.http.HttpClassifier}
     * @return a filter
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, as core's default does
     */
    public static CircuitBreakerExchangeFilter of(CircuitBreaker breaker) {
        return new CircuitBreakerExchangeFilter(HttpBreakers.of(breaker));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(view -> {
            GuardedExchange exchange;
            try {
                exchange = begin(request, view);
            } catch (HttpCallNotPermittedException rejection) {
                return Mono.error(
                        new WebClientRequestException(rejection, request.method(), request.url(), request.headers()));
            }
            AtomicBoolean reading = new AtomicBoolean();
            return Mono.defer(() -> next.exchange(request))
                    .doOnError(thrown -> exchange.failed(causeOf(thrown)))
                    .doOnCancel(() -> {
                        if (!reading.get()) {
                            exchange.givenUp();
                        }
                    })
                    .map(response -> answered(response, request, exchange, reading));
        });
    }

    /** What went wrong: Spring's client wraps the exceptions of all connectors. */
    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof WebClientRequestException && cause != null ? cause : thrown;
    }

    private GuardedExchange begin(ClientRequest request, ContextView view) throws HttpCallNotPermittedException {
        CallContext context = view.getOrDefault(CallContext.class, null);
        return breakers.begin(
                () -> HttpOrigin.of(request.url()), guard -> context == null ? guard : guard.within(context));
    }

    private static ClientResponse answered(
            ClientResponse response, ClientRequest request, GuardedExchange exchange, AtomicBoolean reading) {
        exchange.answered(new CircuitBreakerRequestInterceptor.Answer(
                response.statusCode().value(), response.headers().asHttpHeaders(), request.url()));
        return response.mutate().body(body -> watched(body, exchange, reading)).build();
    }

    private static Flux<DataBuffer> watched(Flux<DataBuffer> body, GuardedExchange exchange, AtomicBoolean reading) {
        return body.doOnSubscribe(subscription -> reading.set(true))
                .doOnRequest(n -> exchange.waits())
                .doOnNext(bytes -> exchange.progressed())
                .doOnComplete(exchange::complete)
                .doOnError(exchange::brokeOff)
                .doOnCancel(exchange::closed);
    }
}
