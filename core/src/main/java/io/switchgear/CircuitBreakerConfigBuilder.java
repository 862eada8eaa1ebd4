package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.RetryHint;
import io.switchgear.time.Ticker;
import io.switchgear.time.WallClock;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a {@link CircuitBreakerConfig}. Its methods only record; {@link #build()} checks everything and
 * reports all mistakes at once. Not thread-safe.
 */
public final class CircuitBreakerConfigBuilder {
    Window window = Window.last(Duration.ofSeconds(10));
    TripRule tripRule = TripRule.anyOf(
            TripRule.failureRate(0.5).minimumCalls(10),
            TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1)));

    @Nullable
    Duration slowCallsOver;
    /** Tells a threshold that was set to null, which is a mistake, from one that was not set. */
    boolean slowCallsSet;

    Backoff backoff = Backoff.DEFAULT;
    HalfOpen halfOpen = HalfOpen.DEFAULT;
    Classifier classifier = Classifier.defaults();
    RetryHint retryHint = RetryHint.none();
    Duration hintsUpTo = Duration.ofMinutes(10);
    boolean stackTraces;
    boolean failureMessages = true;
    Ticker ticker = Ticker.system();
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    InstantSource instantSource = WallClock.system();

    CircuitBreakerConfigBuilder() {}

    /**
     * The calls that a closed breaker looks back on.
     *
     * @param shape by default the last 10 s in 10 buckets
     * @return this
     */
    public CircuitBreakerConfigBuilder window(Window shape) {
        window = shape;
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
        tripRule = rule;
        return this;
    }

    /**
     * Measures the duration of calls. Alone this opens nothing: add a {@link TripRule#slowCallRate(double)}.
     *
     * @param threshold calls that take longer than this are slow; more than zero. By default durations are not measured
     * @return this
     */
    public CircuitBreakerConfigBuilder slowCallsOver(Duration threshold) {
        slowCallsOver = threshold;
        slowCallsSet = true;
        return this;
    }

    /**
     * How long an open breaker waits before it probes.
     *
     * @param waits by default 5 s, doubling at each re-opening up to 60 s, jitter 0.5
     * @return this
     */
    public CircuitBreakerConfigBuilder openFor(Backoff waits) {
        backoff = waits;
        return this;
    }

    /**
     * How a half-open breaker probes.
     *
     * @param probes by default 3 probes, all of which must succeed, each within 60 s
     * @return this
     */
    public CircuitBreakerConfigBuilder halfOpen(HalfOpen probes) {
        halfOpen = probes;
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
        classifier = results;
        return this;
    }

    /**
     * Where to find how long the other side asks to be left alone.
     *
     * @param hints by default none
     * @return this
     */
    public CircuitBreakerConfigBuilder retryHint(RetryHint hints) {
        retryHint = hints;
        return this;
    }

    /**
     * The longest hint that is followed; longer ones are cut to it.
     *
     * @param longest zero or more, by default 10 min
     * @return this
     */
    public CircuitBreakerConfigBuilder hintsUpTo(Duration longest) {
        hintsUpTo = longest;
        return this;
    }

    /**
     * Whether rejections carry a stack trace, which makes them slow.
     *
     * @param wanted by default false
     * @return this
     */
    public CircuitBreakerConfigBuilder stackTraces(boolean wanted) {
        stackTraces = wanted;
        return this;
    }

    /**
     * Whether the messages of failures are kept for rejections, events and snapshots; switch it off where they could carry
     * secrets.
     *
     * @param kept by default true; false keeps the class names only
     * @return this
     */
    public CircuitBreakerConfigBuilder failureMessages(boolean kept) {
        failureMessages = kept;
        return this;
    }

    /**
     * The clock of windows, waits, leases and durations.
     *
     * @param clock by default {@link Ticker#system()}
     * @return this
     */
    public CircuitBreakerConfigBuilder ticker(Ticker clock) {
        ticker = clock;
        return this;
    }

    /**
     * The source of jitter.
     *
     * @param source thread-safe; by default the JDK's thread-local one
     * @return this
     */
    public CircuitBreakerConfigBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /**
     * The wall clock, used only to show times to people.
     *
     * @param source by default the system's
     * @return this
     */
    public CircuitBreakerConfigBuilder instantSource(InstantSource source) {
        instantSource = source;
        return this;
    }

    /**
     * Checks the settings.
     *
     * @return the configuration
     * @throws IllegalArgumentException if any setting is wrong; its message lists every mistake with the setting, its value,
     *     the bound and the way out
     */
    public CircuitBreakerConfig build() {
        ConfigCheck.of(this).orThrow("configuration");
        return new CircuitBreakerConfig(copy());
    }

    CircuitBreakerConfigBuilder copy() {
        CircuitBreakerConfigBuilder copy = new CircuitBreakerConfigBuilder();
        copy.window = window;
        copy.tripRule = tripRule;
        copy.slowCallsOver = slowCallsOver;
        copy.slowCallsSet = slowCallsSet;
        copy.backoff = backoff;
        copy.halfOpen = halfOpen;
        copy.classifier = classifier;
        copy.retryHint = retryHint;
        copy.hintsUpTo = hintsUpTo;
        copy.stackTraces = stackTraces;
        copy.failureMessages = failureMessages;
        copy.ticker = ticker;
        copy.random = random;
        copy.instantSource = instantSource;
        return copy;
    }
}
