// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.spring.CircuitBreakerRequestInterceptor.Answer;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** The contract, for Spring's reactive client. */
class WebClientContractTest extends HttpContract {
    private static final ExchangeFunction REAL = ExchangeFunctions.create(new JdkClientHttpConnector());

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(
                breaker,
                request -> Mono.fromFuture(behind::start)
                        .map(answer -> ClientResponse.create(HttpStatusCode.valueOf(((Answer) answer).status()))
                                .body("a body")
                                .build()),
                ADDRESS.toString());
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        return Optional.of(requests(breaker, REAL, breakingOff.url()));
    }

    /** The client refuses the request. */
    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        return Optional.of(requests(breaker, REAL, "ftp://stub.example/"));
    }

    private static Guarded requests(CircuitBreaker breaker, ExchangeFunction exchanges, String address) {
        WebClient client = WebClient.builder()
                .exchangeFunction(exchanges)
                .filter(CircuitBreakerExchangeFilter.of(breaker))
                .build();
        return () -> client.get()
                .uri(URI.create(address))
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()))
                .toFuture();
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got)
                .isInstanceOf(WebClientRequestException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class)
                .hasMessageContaining("guarding has been ");
    }
}
