// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The breakers of one contract test: they open at the first failure and send one probe. */
final class ContractBreakers {
    static final Duration WAIT = Duration.ofSeconds(10);
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration SLOW = Duration.ofSeconds(1);

    private final ManualTicker ticker;
    private final NothingInFlight watching;
    private final UnaryOperator<CircuitBreakerConfigBuilder> recommended;

    ContractBreakers(
            ManualTicker ticker, NothingInFlight watching, UnaryOperator<CircuitBreakerConfigBuilder> recommended) {
        this.ticker = ticker;
        this.watching = watching;
        this.recommended = recommended;
    }

    CircuitBreaker closed() {
        return with(settings -> settings);
    }

    CircuitBreaker open() {
        CircuitBreaker breaker = closed();
        breaker.acquire().failure();
        return breaker;
    }

    /** A breaker whose next call will be a probe. */
    CircuitBreaker probeDue() {
        CircuitBreaker breaker = open();
        ticker.advance(WAIT);
        return breaker;
    }

    /** A breaker with the default rules and waits. */
    CircuitBreaker byDefault() {
        CircuitBreakerConfigBuilder settings =
                recommended.apply(CircuitBreakerConfig.builder().ticker(ticker));
        return watching.watch(CircuitBreaker.of("guarding", settings.build()));
    }

    /** A breaker whose classifier counts everything as a failure. */
    CircuitBreaker strict() {
        return with(settings -> settings.classify((result, thrown) -> Outcome.FAILURE));
    }

    private CircuitBreaker with(UnaryOperator<CircuitBreakerConfigBuilder> change) {
        CircuitBreakerConfigBuilder settings = recommended.apply(CircuitBreakerConfig.builder()
                .window(Window.lastCalls(100))
                .tripWhen(TripRule.failureCount(1))
                .slowCallsOver(SLOW)
                .openFor(Backoff.fixed(WAIT))
                .halfOpen(HalfOpen.probes(1).probeTimeout(LEASE))
                .ticker(ticker));
        return watching.watch(
                CircuitBreaker.of("guarding", change.apply(settings).build()));
    }
}
