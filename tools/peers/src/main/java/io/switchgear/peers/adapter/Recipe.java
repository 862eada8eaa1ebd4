package io.switchgear.peers.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario wants a breaker to be. What it does not say is as the library has it, but for the few fields with a value
 * here, which keep scenarios short. Not thread-safe.
 */
public final class Recipe {
    int minimum = 4;
    int percent = 50;
    Duration openFor = Duration.ofMillis(100);
    int probes = 1;

    @Nullable
    Duration timeWindow;

    @Nullable
    Duration halfOpenLimit;

    @Nullable
    Duration slowOver;

    @Nullable
    Duration timeout;

    @Nullable
    HandClock clock;

    @Nullable
    IntFunction<Duration> waits;

    @Nullable
    Predicate<@Nullable String> failedResult;

    @Nullable
    Runnable onRejected;

    @Nullable
    Runnable onSuccess;

    boolean usualRules;
    boolean firstDecides;
    boolean unruled;
    boolean lockFree;
    boolean timer;
    final List<Consumer<String>> listeners = new ArrayList<>();

    /** The fewest calls that it decides on; a window that is counted in calls has this size. */
    public Recipe minimum(int calls) {
        minimum = calls;
        return this;
    }

    /** The failure rate that opens it. */
    public Recipe percent(int rate) {
        percent = rate;
        return this;
    }

    public Recipe openFor(Duration wait) {
        openFor = wait;
        return this;
    }

    /** Successes that it takes to close. */
    public Recipe probes(int count) {
        probes = count;
        return this;
    }

    /** Decides by the calls of this time instead of by a number of calls; whole seconds. */
    public Recipe timeWindow(Duration span) {
        timeWindow = span;
        return this;
    }

    /** How long it waits for a probe, or stays half-open. */
    public Recipe halfOpenLimit(Duration limit) {
        halfOpenLimit = limit;
        return this;
    }

    /** Opens when half of the calls are slower than this, by a rule about slow calls or by ending them. */
    public Recipe slowOver(Duration threshold) {
        slowOver = threshold;
        return this;
    }

    /** Ends a call for its caller after this time. */
    public Recipe timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    public Recipe clock(HandClock given) {
        clock = given;
        return this;
    }

    /** The wait as a function of how often it has opened. */
    public Recipe waits(IntFunction<Duration> function) {
        waits = function;
        return this;
    }

    public Recipe failedResult(Predicate<@Nullable String> failed) {
        failedResult = failed;
        return this;
    }

    /** Told of state changes: the new state. */
    public Recipe listener(Consumer<String> listener) {
        listeners.add(listener);
        return this;
    }

    public Recipe onRejected(Runnable listener) {
        onRejected = listener;
        return this;
    }

    public Recipe onSuccess(Runnable listener) {
        onSuccess = listener;
        return this;
    }

    /** Opens by what the library's own defaults know beside the rate, too. */
    public Recipe usualRules() {
        usualRules = true;
        return this;
    }

    /** The first probe that comes back decides, though others are out. */
    public Recipe firstDecides() {
        firstDecides = true;
        return this;
    }

    /** Nothing opens it, where a library knows names without rules. */
    public Recipe unruled() {
        unruled = true;
        return this;
    }

    /** The lock-free kind of window, where a library has two kinds. */
    public Recipe lockFree() {
        lockFree = true;
        return this;
    }

    /** Becomes half-open without traffic, where a library has that as an option. */
    public Recipe timer() {
        timer = true;
        return this;
    }

    static void lacks(boolean asked, String lack) {
        if (asked) {
            throw new DoesNotApply(lack);
        }
    }
}
