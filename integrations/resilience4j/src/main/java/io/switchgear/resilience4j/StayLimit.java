// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timer that ends a half-open phase, if the configuration limits it. Thread-safe. */
final class StayLimit {
    private final SchedulerFactory timers;
    private final AtomicReference<@Nullable Future<?>> timer = new AtomicReference<>();
    /** The present phase; a timer that was too late to be stopped finds another one. */
    private volatile Object phase = this;

    StayLimit(SchedulerFactory timers) {
        this.timers = timers;
    }

    /** Stops the timer, and starts it for a phase with these settings; {@code null} if no such phase has begun. */
    void restart(@Nullable CircuitBreakerConfig config, Consumer<State> end) {
        Object begun = new Object();
        phase = begun;
        long longest =
                config == null ? 0 : config.getMaxWaitDurationInHalfOpenState().toMillis();
        Future<?> next = null;
        if (config != null && longest >= 1) {
            Runnable task = () -> {
                if (phase == begun) {
                    end.accept(config.getTransitionToStateAfterWaitDuration());
                }
            };
            next = timers.getScheduler().schedule(task, longest, TimeUnit.MILLISECONDS);
        }
        Future<?> before = timer.getAndSet(next);
        if (before != null) {
            before.cancel(false);
        }
    }
}
