// SPDX-License-Identifier: Apache-2.0
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
 * The configuration of a breaker. Immutable, so thread-safe; {@link #toBuilder()} copies it. The methods of
 * {@link CircuitBreakerConfigBuilder} document each setting with its bounds and default. Listeners belong to a breaker, not
 * to its configuration. Two configurations are equal only if they are the same object, because the functions in them cannot
 * be compared; their settings can be compared one by one.
 *
 * @since 0.1
 */
public final class CircuitBreakerConfig {
    private final ConfigValues values;

    /** Takes validated values that nobody changes any more. */
    CircuitBreakerConfig(ConfigValues values) {
        this.values = values;
    }

    /** {@return a builder with the defaults} */
    public static CircuitBreakerConfigBuilder builder() {
        return new CircuitBreakerConfigBuilder(new ConfigValues());
    }

    /** {@return a builder with the settings of this configuration} */
    public CircuitBreakerConfigBuilder toBuilder() {
        return new CircuitBreakerConfigBuilder(values.copy());
    }

    /** {@return the window of calls that a closed breaker evaluates} */
    public Window window() {
        return values.window;
    }

    /** {@return the rule that opens a closed breaker} */
    public TripRule tripRule() {
        return values.tripRule;
    }

    /** {@return the duration above which a call is slow; empty if durations are not measured} */
    public Optional<Duration> slowCallsOver() {
        return Optional.ofNullable(values.slowCallsOver);
    }

    /**
     * The effective bound: the one that was set, else {@link #slowCallsOver()}, else 1 s.
     *
     * @return the age beyond which a call that its caller gives up is evidence; empty if such calls are always ignored
     * @since 0.1
     */
    public Optional<Duration> abandonedAfter() {
        return Optional.ofNullable(values.effectiveAbandonedAfter());
    }

    /** {@return the open waits} */
    public Backoff backoff() {
        return values.backoff;
    }

    /** {@return the settings of the half-open state} */
    public HalfOpen halfOpen() {
        return values.halfOpen;
    }

    /** {@return the gate that may hold probes back once the wait is over} */
    public ProbeGate probeGate() {
        return values.probeGate;
    }

    /** {@return whether and how a breaker that trips sheds a share of the calls instead of opening} */
    public Shedding shedding() {
        return values.shedding;
    }

    /** {@return the ramp after successful probes} */
    public Ramp ramp() {
        return values.ramp;
    }

    /** {@return the classifier of results} */
    public Classifier classifier() {
        return values.classifier;
    }

    /** {@return the function that extracts a retry delay from a result} */
    public RetryHint retryHint() {
        return values.retryHint;
    }

    /** {@return the longest retry delay that is honoured} */
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

    /** {@return the initial state of a breaker} */
    public State startIn() {
        return values.startIn;
    }

    /** {@return the scheduler that notices due changes on time; empty if the next call notices them} */
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
     * The settings on one line, with the keys of configuration files:
     * {@code window=10s, window-buckets=10, failure-rate=50%, minimum-calls=10, …}. Functions appear as their class. For
     * people and logs; the order and the wording may change.
     *
     * @return all settings that can be written as text, and the functions that are not the defaults
     */
    @Override
    public String toString() {
        return ConfigText.of(values);
    }
}
