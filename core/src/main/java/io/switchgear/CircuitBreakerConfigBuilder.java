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
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * Builder of a {@link CircuitBreakerConfig}. Its methods only record; {@link #build()} checks everything and reports all
 * mistakes at once. Not thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerConfigBuilder {
    private final ConfigValues values;
    /** Whether it was set on this builder, not copied from another configuration. */
    private boolean abandonedGiven;

    private boolean ignoreGiven;

    CircuitBreakerConfigBuilder(ConfigValues values) {
        this.values = values;
    }

    /**
     * Sets the window of calls that a closed breaker evaluates.
     *
     * @param shape by default the last 10 s in 10 buckets
     * @return this
     */
    public CircuitBreakerConfigBuilder window(Window shape) {
        values.window = shape;
        return this;
    }

    /**
     * Sets the rule that opens a closed breaker.
     *
     * @param rule by default any of: a failure rate of at least 50 % in a window of 10 or more calls, or 5 failures in a
     *     row spanning 1 s. (Found by replaying recorded traffic with labelled faults; where 10 % errors are normal, 7 in a
     *     row is the safer choice.) Abandoned calls are in no rate: include a rule about failures in a row, see
     *     {@link #abandonedAfter}
     * @return this
     */
    public CircuitBreakerConfigBuilder tripWhen(TripRule rule) {
        values.tripRule = rule;
        return this;
    }

    /**
     * Sets the threshold of slow calls, and so has durations measured. This alone opens nothing: add a
     * {@link TripRule#slowCallRate(double)}.
     *
     * @param threshold the duration above which a call is slow; more than zero. By default durations are not measured
     * @return this
     */
    public CircuitBreakerConfigBuilder slowCallsOver(Duration threshold) {
        values.slowCallsOver = threshold;
        values.slowCallsSet = true;
        return this;
    }

    /**
     * Sets the age beyond which an abandoned call is evidence of an outage. A call is abandoned when its caller gives it
     * up: it is cancelled, its context is over, its future is completed by somebody else, or its permit is closed
     * unsettled. A call given up earlier is ignored.
     *
     * @param age more than zero, at most 36,500 days; by default {@link #slowCallsOver} if that is set, else 1 s
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder abandonedAfter(Duration age) {
        values.abandonedAfter = age;
        values.abandonedSet = true;
        values.abandonedIgnored = false;
        abandonedGiven = true;
        return this;
    }

    /**
     * Ignores calls that their callers give up, however long they have run. Combined with {@link #abandonedAfter} this is a
     * mistake, unless that value was copied from another configuration.
     *
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder ignoreAbandonedCalls() {
        values.abandonedIgnored = true;
        values.abandonedSet = values.abandonedSet && abandonedGiven; // a copied one is dropped
        ignoreGiven = true;
        return this;
    }

    /**
     * Sets how long an open breaker waits before it probes.
     *
     * @param waits by default 5 s, doubling at each re-opening up to 30 s, jitter 0.5
     * @return this
     */
    public CircuitBreakerConfigBuilder openFor(Backoff waits) {
        values.backoff = waits;
        return this;
    }

    /**
     * Sets how a half-open breaker probes.
     *
     * @param probes by default 3 probes, of which 2 must succeed, each within 60 s; {@link HalfOpen#failures(int)} sets how
     *     many failures open the breaker again
     * @return this
     */
    public CircuitBreakerConfigBuilder halfOpen(HalfOpen probes) {
        values.halfOpen = probes;
        return this;
    }

    /**
     * Sets a gate that can hold probes back once the wait is over, at most for one probe timeout.
     *
     * @param gate thread-safe; by default {@link ProbeGate#open()}, which holds nothing back
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder probesWhen(ProbeGate gate) {
        values.probeGate = gate;
        return this;
    }

    /**
     * Sets how traffic returns after the probes. The breaker stays half-open until the ramp has ended; a trip during the
     * ramp opens it again for the last wait.
     *
     * @param growth by default {@link Ramp#off()}: all traffic returns at once
     * @return this
     */
    public CircuitBreakerConfigBuilder ramp(Ramp growth) {
        values.ramp = growth;
        return this;
    }

    /**
     * Makes a breaker that trips reject a share of the calls instead of opening, see {@link Shedding}. Holds by hand, and
     * openings by hand with their probes, are not affected.
     *
     * @param excess by default {@link Shedding#off()}
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder shedding(Shedding excess) {
        values.shedding = excess;
        return this;
    }

    /**
     * Sets the classifier, which decides the outcome of each result.
     *
     * @param results by default {@link Classifier#defaults()}: a returned value is a success, an exception a failure, and
     *     cancellations, interrupts and rejections are ignored
     * @return this
     */
    public CircuitBreakerConfigBuilder classify(Classifier results) {
        values.classifier = results;
        return this;
    }

    /**
     * Sets the function that extracts a retry delay, such as HTTP {@code Retry-After}, from a result or exception.
     *
     * @param hints by default none
     * @return this
     */
    public CircuitBreakerConfigBuilder retryHint(RetryHint hints) {
        values.retryHint = hints;
        return this;
    }

    /**
     * Sets the longest hint that is honoured; longer ones are shortened to it.
     *
     * @param longest zero or more, by default 10 min
     * @return this
     */
    public CircuitBreakerConfigBuilder maxHint(Duration longest) {
        values.maxHint = longest;
        return this;
    }

    /**
     * Sets whether rejections carry a stack trace, which makes them slow.
     *
     * @param wanted by default false
     * @return this
     */
    public CircuitBreakerConfigBuilder stackTraces(boolean wanted) {
        values.stackTraces = wanted;
        return this;
    }

    /**
     * Sets whether the messages of exceptions, and the classifier's descriptions of failed results, are kept for
     * rejections, events and snapshots; switch this off where they could contain secrets. {@code toString} of a result is
     * never called.
     *
     * @param kept by default true; false keeps only class names
     * @return this
     */
    public CircuitBreakerConfigBuilder failureMessages(boolean kept) {
        values.failureMessages = kept;
        return this;
    }

    /**
     * Sets whether each change of state is logged through {@link System.Logger}, one line per change: WARNING for each
     * opening and each hold by hand, INFO for the rest. Rejections are never logged.
     *
     * @param wanted by default true
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder logChanges(boolean wanted) {
        values.logChanges = wanted;
        return this;
    }

    /**
     * Sets the initial state of a breaker.
     *
     * @param state by default {@link State#CLOSED}
     * @return this
     */
    public CircuitBreakerConfigBuilder startIn(State state) {
        values.startIn = state;
        return this;
    }

    /**
     * Sets a scheduler that notices due changes on time even without calls: the end of a wait, of a probe timeout or of the
     * ramp, and stuck calls. Without one the next call notices them; nothing else depends on it.
     *
     * @param timer by default none; the breaker does not shut it down
     * @return this
     */
    public CircuitBreakerConfigBuilder scheduler(ScheduledExecutorService timer) {
        values.scheduler = timer;
        values.schedulerSet = true;
        return this;
    }

    /**
     * Sets the clock for windows, waits, probe timeouts and durations.
     *
     * @param clock by default {@link Ticker#system()}
     * @return this
     */
    public CircuitBreakerConfigBuilder ticker(Ticker clock) {
        values.ticker = clock;
        return this;
    }

    /**
     * Sets the source of randomness for jitter.
     *
     * @param source thread-safe; by default the JDK's thread-local one
     * @return this
     */
    public CircuitBreakerConfigBuilder random(RandomGenerator source) {
        values.random = source;
        return this;
    }

    /**
     * Sets the wall clock, used only for times that people read.
     *
     * @param source by default the system's clock
     * @return this
     */
    public CircuitBreakerConfigBuilder instantSource(InstantSource source) {
        values.instantSource = source;
        return this;
    }

    /**
     * Checks the settings and builds the configuration.
     *
     * @return the configuration
     * @throws InvalidConfigException if any setting is wrong; it lists every mistake with the setting, its value, the bound and
     *     the way out
     */
    public CircuitBreakerConfig build() {
        ConfigErrors problems = problems();
        problems.throwIfAny("configuration");
        return new CircuitBreakerConfig(values.copy());
    }

    ConfigErrors problems() {
        ConfigErrors problems = ConfigValidator.of(values);
        if (abandonedGiven && ignoreGiven) {
            problems.wrong(
                    "abandonedAfter",
                    values.abandonedAfter,
                    "cannot be combined with ignoreAbandonedCalls(): leave one of them out");
        }
        return problems;
    }
}
