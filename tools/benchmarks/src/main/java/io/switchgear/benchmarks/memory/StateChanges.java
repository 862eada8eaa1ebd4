// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Drives a breaker through its states repeatedly, with a listener. Not thread-safe. */
final class StateChanges {
    /** Longer than any wait of the default back-off. */
    private static final Duration LATER = Duration.ofMinutes(2);

    private final AtomicLong nanos = new AtomicLong();
    private final LongAdder heard = new LongAdder();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "changing",
            settings -> settings.ticker(nanos::get)
                    .tripWhen(TripRule.consecutiveFailures(1))
                    .halfOpen(HalfOpen.probes(1))
                    .logChanges(false)); // otherwise one discarded line each, and a hundred times the duration

    StateChanges() {
        breaker.onStateChange(change -> heard.increment());
    }

    /** Makes at least that many changes, half by trips and probes, half by hand. */
    void run(long changes) {
        long end = heard.sum() + changes / 2;
        while (heard.sum() < end) {
            tripAndRecover();
        }
        end += changes / 2;
        while (heard.sum() < end) {
            breaker.open(LATER, "by hand");
            breaker.reset("by hand");
        }
    }

    /** The number of changes that the listener received. */
    long heard() {
        return heard.sum();
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    private void tripAndRecover() {
        breaker.attempt(() -> {
            throw new IllegalStateException("down");
        });
        nanos.addAndGet(LATER.toNanos());
        breaker.call(() -> "up");
        if (breaker.state() != State.CLOSED) {
            throw new IllegalStateException("did not recover: " + breaker);
        }
    }
}
