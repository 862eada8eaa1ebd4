// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.LastFailure;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;

/** A breaker like the demo's, taken by hand from state to state. Not thread-safe. */
final class RampBreaker {
    private static final int MOST_CALLS = 100;

    private final ManualTicker ticker = new ManualTicker();
    final CircuitBreaker breaker = CircuitBreaker.of(
            "demo",
            c -> c.tripWhen(TripRule.failureCount(1))
                    .openFor(Backoff.fixed(Duration.ofSeconds(1)))
                    .halfOpen(HalfOpen.probes(1))
                    .ramp(Ramp.over(Duration.ofSeconds(4)))
                    .instantSource(() -> Instant.EPOCH.plusNanos(ticker.nanos()))
                    .ticker(ticker));

    /** Fails once and opens. */
    void open() {
        breaker.acquire().threw(new IllegalStateException("x".repeat(LastFailure.LONGEST_MESSAGE)));
    }

    void later(Duration time) {
        ticker.advance(time);
    }

    /** From open on: waits, and sends the probe. */
    void ramp() {
        later(Duration.ofSeconds(1));
        breaker.run(() -> {});
    }

    /** The next rejection. */
    CallNotPermittedException reject() {
        try {
            for (int i = 0; i < MOST_CALLS; i++) {
                breaker.acquire().success();
            }
        } catch (CallNotPermittedException rejected) {
            return rejected;
        }
        throw new AssertionError("no rejection by " + breaker);
    }
}
