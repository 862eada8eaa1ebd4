package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.support.Durations;
import io.switchgear.time.Ticker;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A configuration in the form in which phases read it at each decision. Immutable. */
final class Settings {
    /** Stands for the start of a call whose duration is not measured. */
    static final long NOT_MEASURED = Long.MIN_VALUE;

    final CircuitBreakerConfig config;
    final Ticker ticker;
    final Classifier classifier;
    final TripDecision trip;
    final @Nullable ScheduledExecutorService scheduler;
    /** Whether the duration of each call is measured. */
    final boolean measuresCalls;
    /** Slow is longer than this. */
    final long slowNanos;
    /** Whether each settlement reads the clock, not only a failure's. */
    final boolean readsClock;

    Settings(CircuitBreakerConfig config) {
        this.config = config;
        this.ticker = config.ticker();
        this.classifier = config.classifier();
        this.scheduler = config.scheduler().orElse(null);
        this.trip = new TripDecision(config.tripRule());
        this.measuresCalls = config.slowCallsOver().isPresent();
        this.slowNanos = Durations.nanos(config.slowCallsOver().orElse(Duration.ZERO));
        this.readsClock = measuresCalls || config.window() instanceof Window.LastTime;
    }

    long startNanos() {
        return measuresCalls ? ticker.nanos() : NOT_MEASURED;
    }

    boolean isSlow(long startNanos, long nowNanos) {
        return measuresCalls && startNanos != NOT_MEASURED && nowNanos - startNanos > slowNanos;
    }
}
