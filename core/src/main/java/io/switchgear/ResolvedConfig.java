// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.support.Durations;
import io.switchgear.time.Ticker;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A configuration in the form that phases read at each decision. Immutable. */
final class ResolvedConfig {
    /** The start of a call whose duration is not measured. */
    static final long NOT_MEASURED = Long.MIN_VALUE;

    final CircuitBreakerConfig config;
    final Ticker ticker;
    final Classifier classifier;
    final TripEvaluator trip;
    final @Nullable ScheduledExecutorService scheduler;
    /** Whether the duration of each call is measured. */
    final boolean measuresCalls;
    /** The slow-call threshold. */
    final long slowNanos;
    /** The bound of abandoned calls, {@code null} if such calls are ignored. */
    final @Nullable Duration abandonedAfter;
    /** The same bound in nanoseconds; {@link #NOT_MEASURED} if such calls are ignored. */
    final long abandonedNanos;
    /** Whether each settlement reads the clock, not only that of a failure. */
    final boolean readsClock;

    ResolvedConfig(CircuitBreakerConfig config) {
        this.config = config;
        this.ticker = config.ticker();
        this.classifier = config.classifier();
        this.scheduler = config.scheduler().orElse(null);
        this.trip = new TripEvaluator(config.tripRule());
        this.measuresCalls = config.slowCallsOver().isPresent();
        this.slowNanos = Durations.nanos(config.slowCallsOver().orElse(Duration.ZERO));
        this.abandonedAfter = config.abandonedAfter().orElse(null);
        this.abandonedNanos = abandonedAfter == null ? NOT_MEASURED : Durations.nanos(abandonedAfter);
        this.readsClock = measuresCalls || config.window() instanceof Window.LastTime;
    }

    /** Whether the age of an abandoned call matters. */
    boolean watchesAbandonedCalls() {
        return abandonedNanos != NOT_MEASURED;
    }

    boolean isAbandoned(long startNanos, long nowNanos) {
        return watchesAbandonedCalls() && startNanos != NOT_MEASURED && nowNanos - startNanos > abandonedNanos;
    }

    boolean isSlow(long startNanos, long nowNanos) {
        return measuresCalls && startNanos != NOT_MEASURED && nowNanos - startNanos > slowNanos;
    }
}
