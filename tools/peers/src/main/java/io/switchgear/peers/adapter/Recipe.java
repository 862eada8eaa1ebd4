// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a breaker in a scenario. Others are the library's defaults, except for the few fields with a value here,
 * which keep scenarios short. Not thread-safe.
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

    /** Sets the minimum of calls; a count window has this size. */
    public Recipe minimum(int calls) {
        minimum = calls;
        return this;
    }

    /** Sets the failure rate that opens it. */
    public Recipe percent(int rate) {
        percent = rate;
        return this;
    }

    public Recipe openFor(Duration wait) {
        openFor = wait;
        return this;
    }

    /** Sets the number of successes that close it. */
    public Recipe probes(int count) {
        probes = count;
        return this;
    }

    /** Evaluates the calls of this time instead of a number of calls; whole seconds. */
    public Recipe timeWindow(Duration span) {
        timeWindow = span;
        return this;
    }

    /** Sets how long it waits for a probe, or stays half-open. */
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

    /** Sets the wait as a function of the number of openings. */
    public Recipe waits(IntFunction<Duration> function) {
        waits = function;
        return this;
    }

    public Recipe failedResult(Predicate<@Nullable String> failed) {
        failedResult = failed;
        return this;
    }

    /** Adds a listener of state changes, called with the new state. */
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

    /** Also opens by the library's default rules other than the rate. */
    public Recipe usualRules() {
        usualRules = true;
        return this;
    }

    /** Lets the first probe that comes back decide, even if others are out. */
    public Recipe firstDecides() {
        firstDecides = true;
        return this;
    }

    /** Has no rules, in libraries where a name can have none. */
    public Recipe unruled() {
        unruled = true;
        return this;
    }

    /** Uses the lock-free kind of window, in libraries with two kinds. */
    public Recipe lockFree() {
        lockFree = true;
        return this;
    }

    /** Becomes half-open without traffic, in libraries with that option. */
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
