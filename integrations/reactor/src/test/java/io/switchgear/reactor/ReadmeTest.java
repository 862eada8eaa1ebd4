// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.reactor.ReactorGuard.guard;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.testkit.NothingInFlight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** The code of the module's README. */
class ReadmeTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final Client client = new Client();

    private static final class Client {
        Mono<String> price() {
            return Mono.just("4.20");
        }

        Flux<String> ticks() {
            return Flux.just("4.20", "4.30");
        }
    }

    @Test
    void shouldDoWhatTheReadmeShows() {
        CircuitBreakerRegistry registry = nothingInFlight.watch(CircuitBreakerRegistry.ofDefaults());
        // region ways-in
        CircuitBreaker breaker = registry.get("prices");

        // each subscription is one call
        Mono<String> price = client.price().transform(guard(breaker));
        Flux<String> ticks = client.ticks().transform(guard(breaker));

        // with a timeout inside the call, so that a server that hangs is a failure
        Mono<String> inTime = client.price().transform(guard(breaker, Duration.ofSeconds(2)));

        // another answer while the breaker rejects calls
        Mono<String> orCached = price.onErrorReturn(CallNotPermittedException.class, "cached");
        // endregion
        // region context
        Mono<String> withDeadline =
                price.contextWrite(Context.of(CallContext.class, CallContext.within(Duration.ofSeconds(5))));
        // endregion
        for (Mono<String> each : List.of(price, inTime, orCached, withDeadline)) {
            StepVerifier.create(each).expectNext("4.20").verifyComplete();
        }
        StepVerifier.create(ticks).expectNextCount(2).verifyComplete();
        assertThat(breaker).hasSuccesses(5);
    }
}
