package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.RetryHint;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * Collects the settings of a {@link CircuitBreakerConfig}. Its methods only record; {@link #build()} checks everything and
 * reports all mistakes at once. Not thread-safe.
 */
public final class CircuitBreakerConfigBuilder {
    private final ConfigValues values;

    CircuitBreakerConfigBuilder(ConfigValues values) {
        this.values = values;
    }

    /**
     * The calls that a closed breaker looks back on.
     *
     * @param shape by default the last 10 s in 10 buckets
     * @return this
     */
    public CircuitBreakerConfigBuilder window(Window shape) {
        values.window = shape;
        return this;
    }

    /**
     * What opens a closed breaker.
     *
     * @param rule by default any of: a failure rate of 50 % from 10 calls on, or 5 failures in a row spanning 1 s. (Found by
     *     replaying recorded traffic with labelled faults; where 10 % errors are normal, 7 in a row is the safer choice.)
     * @return this
     */
    public CircuitBreakerConfigBuilder tripWhen(TripRule rule) {
        values.tripRule = rule;
        return this;
    }

    /**
     * Measures the duration of calls. Alone this opens nothing: add a {@link TripRule#slowCallRate(double)}.
     *
     * @param threshold calls that take longer than this are slow; more than zero. By default durations are not measured
     * @return this
     */
    public CircuitBreakerConfigBuilder slowCallsOver(Duration threshold) {
        values.slowCallsOver = threshold;
        values.slowCallsSet = true;
        return this;
    }

    /**
     * Stub.
     *
     * @param bound x
     * @return this
     */
    public CircuitBreakerConfigBuilder abandonedAfter(Duration bound) {
        values.abandonedAfter = bound;
        return this;
    }

    /**
     * Stub.
     *
     * @return this
     */
    public CircuitBreakerConfigBuilder ignoreAbandonedCalls() {
        values.ignoresAbandonedCalls = true;
        return this;
    }

    /**
     * How long an open breaker waits before it probes.
     *
     * @param waits by default 5 s, doubling at each re-opening up to 60 s, jitter 0.5
     * @return this
     */
    public CircuitBreakerConfigBuilder openFor(Backoff waits) {
        values.backoff = waits;
        return this;
    }

    /**
     * How a half-open breaker probes.
     *
     * @param probes by default 3 probes, all of which must succeed, each within 60 s
     * @return this
     */
    public CircuitBreakerConfigBuilder halfOpen(HalfOpen probes) {
        values.halfOpen = probes;
        return this;
    }

    /**
     * How traffic comes back after the probes. The breaker reads half-open until the ramp has ended; a trip meanwhile is a
     * re-opening.
     *
     * @param growth by default {@link Ramp#off()}: all at once
     * @return this
     */
    public CircuitBreakerConfigBuilder ramp(Ramp growth) {
        values.ramp = growth;
        return this;
    }

    /**
     * What results mean.
     *
     * @param results by default {@link Classifier#defaults()}: what returns is a success, what throws a failure, and
     *     cancellations, interrupts and rejections are ignored
     * @return this
     */
    public CircuitBreakerConfigBuilder classify(Classifier results) {
        values.classifier = results;
        return this;
    }

    /**
     * Where to find how long the other side asks to be left alone.
     *
     * @param hints by default none
     * @return this
     */
    public CircuitBreakerConfigBuilder retryHint(RetryHint hints) {
        values.retryHint = hints;
        return this;
    }

    /**
     * The longest hint that is followed; longer ones are cut to it.
     *
     * @param longest zero or more, by default 10 min
     * @return this
     */
    public CircuitBreakerConfigBuilder hintsUpTo(Duration longest) {
        values.hintsUpTo = longest;
        return this;
    }

    /**
     * Whether rejections carry a stack trace, which makes them slow.
     *
     * @param wanted by default false
     * @return this
     */
    public CircuitBreakerConfigBuilder stackTraces(boolean wanted) {
        values.stackTraces = wanted;
        return this;
    }

    /**
     * Whether the messages of exceptions and the text of failed results are kept for rejections, events and snapshots; switch it off where they could carry
     * secrets.
     *
     * @param kept by default true; false keeps the class names only
     * @return this
     */
    public CircuitBreakerConfigBuilder failureMessages(boolean kept) {
        values.failureMessages = kept;
        return this;
    }

    /**
     * The state in which a breaker starts.
     *
     * @param state by default {@link State#CLOSED}
     * @return this
     */
    public CircuitBreakerConfigBuilder startIn(State state) {
        values.startIn = state;
        return this;
    }

    /**
     * Has what falls due (the end of a wait, of a probe's lease, of the ramp, a stuck call) noticed in time also while no call
     * comes. Without one the next call notices it; nothing else depends on it.
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
     * The clock of windows, waits, leases and durations.
     *
     * @param clock by default {@link Ticker#system()}
     * @return this
     */
    public CircuitBreakerConfigBuilder ticker(Ticker clock) {
        values.ticker = clock;
        return this;
    }

    /**
     * The source of jitter.
     *
     * @param source thread-safe; by default the JDK's thread-local one
     * @return this
     */
    public CircuitBreakerConfigBuilder random(RandomGenerator source) {
        values.random = source;
        return this;
    }

    /**
     * The wall clock, used only to show times to people.
     *
     * @param source by default the system's
     * @return this
     */
    public CircuitBreakerConfigBuilder instantSource(InstantSource source) {
        values.instantSource = source;
        return this;
    }

    /**
     * Checks the settings.
     *
     * @return the configuration
     * @throws InvalidConfigException if any setting is wrong; it lists every mistake with the setting, its value, the bound and
     *     the way out
     */
    public CircuitBreakerConfig build() {
        Problems problems = problems();
        problems.throwIfAny("configuration");
        return new CircuitBreakerConfig(values.copy());
    }

    Problems problems() {
        return ConfigCheck.of(values);
    }
}
