// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Breakers for tests of HTTP clients. */
final class HttpBreaker {
    private static final long STEP_NANOS = Duration.ofMillis(1_100).toNanos();

    private HttpBreaker() {}

    /** Opens at the first failure. */
    static CircuitBreaker touchy() {
        return CircuitBreaker.of("api", c -> HttpClassifier.configure(c).tripWhen(TripRule.failureCount(1)));
    }

    /** A registry whose breakers open at the first failure. */
    static CircuitBreakerRegistry registry() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.builder()
                .tripWhen(TripRule.failureCount(1))
                .build());
    }

    /**
     * A breaker with the default rules, whose clock is later at each reading by more than {@code abandonedAfter}. So the
     * timeouts of a test can be short, however busy the machine is.
     */
    static CircuitBreaker byDefault() {
        AtomicLong nanos = new AtomicLong();
        return CircuitBreaker.of(
                "api",
                c -> HttpClassifier.configure(c)
                        .ticker(() -> nanos.addAndGet(STEP_NANOS))
                        .openFor(Backoff.fixed(Duration.ofDays(1)))); // so that it is still open when the test looks
    }
}
