// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A breaker of Resilience4j with its defaults, on virtual time. */
final class Resilience4jGuard implements Guard {
    /** The exception of all failed calls. */
    private final Failure failure = new Failure();

    private final VirtualTime time;
    private final CircuitBreaker breaker;
    private int openings;

    Resilience4jGuard(VirtualTime time) {
        this.time = time;
        this.breaker = CircuitBreaker.of(
                "simulated",
                CircuitBreakerConfig.custom()
                        .clock(time)
                        .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                openings++;
            }
        });
    }

    @Override
    public @Nullable Object admit() {
        return breaker.tryAcquirePermission() ? (Object) time.nanos() : null;
    }

    @Override
    public void settle(Object admission, boolean success) {
        long took = time.nanos() - (Long) admission;
        if (success) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        }
    }

    @Override
    public int openings() {
        return openings;
    }

    @Override
    public boolean isProbing() {
        return breaker.getState() == State.HALF_OPEN;
    }

    @Override
    public boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure() {
            super("failed", null, false, false);
        }
    }
}
