// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Breakers and sources of the tests. */
abstract class Rig {
    static final Duration WAIT = Duration.ofSeconds(10);
    static final Duration EARLY = Duration.ofMillis(10);
    static final Duration LATE = Duration.ofSeconds(2);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    final ManualTicker ticker = new ManualTicker();
    final AtomicInteger subscriptions = new AtomicInteger();
    final IOException failure = new IOException("broke off");

    /** A breaker that opens after five failures in a row. */
    CircuitBreaker breaker() {
        return breaker(c -> c);
    }

    CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> change) {
        return nothingInFlight.watch(CircuitBreaker.of(
                "prices",
                c -> change.apply(c.tripWhen(TripRule.consecutiveFailures(5))
                        .openFor(Backoff.fixed(WAIT))
                        .halfOpen(HalfOpen.probes(1))
                        .ticker(ticker))));
    }

    CircuitBreaker open() {
        CircuitBreaker breaker = breaker();
        breaker.open(WAIT, "the test says so");
        return breaker;
    }

    CircuitBreaker probeDue() {
        CircuitBreaker breaker = open();
        ticker.advance(WAIT);
        return breaker;
    }

    <T> Mono<T> counted(Mono<T> source) {
        return source.doOnSubscribe(s -> subscriptions.incrementAndGet());
    }

    <T> Flux<T> counted(Flux<T> source) {
        return source.doOnSubscribe(s -> subscriptions.incrementAndGet());
    }
}
