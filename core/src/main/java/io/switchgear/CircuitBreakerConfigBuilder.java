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
 * Collects the settings of a {@link CircuitBreakerConfig}. Its methods only record; {@link #build()} checks everything and
 * reports all mistakes at once. Not thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerConfigBuilder {
    private final ConfigValues values;
    /** Whether this builder was told so, not the configuration that it began with. */
    private boolean abandonedGiven;

    private boolean ignoreGiven;

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
     *     Abandoned calls are in no rate: keep a rule about failures in a row among yours, see {@link #abandonedAfter}
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
     * The age beyond which a call that its caller gives up (cancelled, its context over, its future completed by somebody else, its permit
     * closed unsettled) is evidence of an outage. Given up earlier it says nothing and is ignored.
     *
     * @param age more than zero, at most 36,500 days; by default {@link #slowCallsOver} where that is set, else 1 s
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
     * Ignores calls that their callers give up, however long they have been out. Given together with {@link #abandonedAfter} it is a
     * mistake, unless that comes from the configuration that was copied.
     *
     * @return this
     * @since 0.1
     */
    public CircuitBreakerConfigBuilder ignoreAbandonedCalls() {
        values.abandonedIgnored = true;
        values.abandonedSet = values.abandonedSet && abandonedGiven; // to be checked; a copied one is forgotten
        ignoreGiven = true;
        return this;
    }

    /**
     * How long an open breaker waits before it probes.
     *
     * @param waits by default 5 s, doubling at each re-opening up to 30 s, jitter 0.5
     * @return this
     */
    public CircuitBreakerConfigBuilder openFor(Backoff waits) {
        values.backoff = waits;
        return this;
    }

    /**
     * How a half-open breaker probes.
     *
     * @param probes by default 3 probes, of which 2 must succeed, each within 60 s; how many failures open the breaker again can be
     *     set too, see {@link HalfOpen#failures(int)}
     * @return this
     */
    public CircuitBreakerConfigBuilder halfOpen(HalfOpen probes) {
        values.halfOpen = probes;
        return this;
    }

    /**
     * Lets a function of yours hold probes back once the wait is over, for a probe timeout at most.
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
     * How traffic comes back after the probes. The breaker reads half-open until the ramp has ended; a trip meanwhile opens it for the
     * last wait again.
     *
     * @param growth by default {@link Ramp#off()}: all at once
     * @return this
     */
    public CircuitBreakerConfigBuilder ramp(Ramp growth) {
        values.ramp = growth;
        return this;
    }

    /**
     * A share instead of everything: a breaker that trips rejects a share of the calls in place of opening, see {@link Shedding}. Holds by
     * hand, and an opening by hand with its probes, stay as they are.
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
    public CircuitBreakerConfigBuilder maxHint(Duration longest) {
        values.maxHint = longest;
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
     * Whether the messages of exceptions, and what the classifier says of failed results, are kept for rejections, events and
     * snapshots; switch it off where they could carry secrets. Results are never asked for their text.
     *
     * @param kept by default true; false keeps the class names only
     * @return this
     */
    public CircuitBreakerConfigBuilder failureMessages(boolean kept) {
        values.failureMessages = kept;
        return this;
    }

    /**
     * Whether each change of state is logged through {@link System.Logger}, one line a change: WARNING for each opening and each hold by
     * hand, INFO for the rest. Rejections are never logged.
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
                    "cannot be followed together with ignoreAbandonedCalls(): leave one of them out");
        }
        return problems;
    }
}
