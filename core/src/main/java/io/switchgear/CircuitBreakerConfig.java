package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.RetryHint;
import io.switchgear.recovery.Shedding;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * How a breaker behaves. Immutable, so thread-safe; {@link #toBuilder()} copies it. What each setting means, its bounds and
 * its default stand at the methods of {@link CircuitBreakerConfigBuilder}. Listeners belong to a breaker, not to its
 * configuration. Two configurations are equal only if they are the same object, since the functions in them cannot be compared; what they
 * hold can be, setting by setting.
 *
 * @since 0.1
 */
public final class CircuitBreakerConfig {
    private final ConfigValues values;

    /** Takes values that nobody changes any more and that have been checked. */
    CircuitBreakerConfig(ConfigValues values) {
        this.values = values;
    }

    /** {@return the defaults, to be changed} */
    public static CircuitBreakerConfigBuilder builder() {
        return new CircuitBreakerConfigBuilder(new ConfigValues());
    }

    /** {@return this configuration, to be changed} */
    public CircuitBreakerConfigBuilder toBuilder() {
        return new CircuitBreakerConfigBuilder(values.copy());
    }

    /** {@return the calls that a closed breaker looks back on} */
    public Window window() {
        return values.window;
    }

    /** {@return what opens a closed breaker} */
    public TripRule tripRule() {
        return values.tripRule;
    }

    /** {@return the duration above which a call is slow; empty when durations are not measured} */
    public Optional<Duration> slowCallsOver() {
        return Optional.ofNullable(values.slowCallsOver);
    }

    /**
     * The bound that holds: the one that was set, else {@link #slowCallsOver()}, else 1 s.
     *
     * @return the age beyond which a call that its caller gives up is evidence; empty when such calls are always ignored
     * @since 0.1
     */
    public Optional<Duration> abandonedAfter() {
        return Optional.ofNullable(values.effectiveAbandonedAfter());
    }

    /** {@return how long an open breaker waits} */
    public Backoff backoff() {
        return values.backoff;
    }

    /** {@return how a half-open breaker probes} */
    public HalfOpen halfOpen() {
        return values.halfOpen;
    }

    /** {@return what may hold probes back once the wait is over} */
    public ProbeGate probeGate() {
        return values.probeGate;
    }

    /** {@return whether and how a breaker that trips sheds a share of the calls in place of opening} */
    public Shedding shedding() {
        return values.shedding;
    }

    /** {@return how traffic comes back after the probes} */
    public Ramp ramp() {
        return values.ramp;
    }

    /** {@return what results mean} */
    public Classifier classifier() {
        return values.classifier;
    }

    /** {@return how to find the wait that a result asks for} */
    public RetryHint retryHint() {
        return values.retryHint;
    }

    /** {@return the longest such wait that is followed} */
    public Duration maxHint() {
        return values.maxHint;
    }

    /** {@return whether rejections carry a stack trace} */
    public boolean stackTraces() {
        return values.stackTraces;
    }

    /** {@return whether the messages of failures are kept} */
    public boolean failureMessages() {
        return values.failureMessages;
    }

    /** {@return whether changes of state are logged} */
    public boolean logChanges() {
        return values.logChanges;
    }

    /** {@return the state in which a breaker starts} */
    public State startIn() {
        return values.startIn;
    }

    /** {@return what notices in time, where there is one, that something has fallen due} */
    public Optional<ScheduledExecutorService> scheduler() {
        return Optional.ofNullable(values.scheduler);
    }

    /** {@return the clock} */
    public Ticker ticker() {
        return values.ticker;
    }

    /** {@return the source of jitter} */
    public RandomGenerator random() {
        return values.random;
    }

    /** {@return the wall clock, for display} */
    public InstantSource instantSource() {
        return values.instantSource;
    }

    /**
     * The settings on one line, by the keys of configuration files: {@code window=10s, window-buckets=10, failure-rate=50%,
     * minimum-calls=10, …}. What is a function stands there by its class. For people and logs; the order and the words may change.
     *
     * @return all settings that have a text, and the functions that are not the defaults
     */
    @Override
    public String toString() {
        return ConfigText.of(values);
    }
}
