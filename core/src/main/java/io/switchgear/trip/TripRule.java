// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether a closed breaker opens. The factory methods create the usual rules; any function of {@link Metrics} is a
 * rule too. Nothing is checked here; {@code build()} of the configuration checks it.
 *
 * <p>A rule is evaluated on the thread of a call that has just ended, after that call was counted: on every failure and
 * every slow call, and on every other call until the window has once held {@link #minimumCalls()}. Implementations must be
 * pure and thread-safe. If one throws, it has not tripped; that is logged once per breaker and counted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TripRule {

    /**
     * Evaluates the metrics; called only if the window holds at least {@link #minimumCalls()}.
     *
     * @param metrics the metrics at this moment
     * @return true to open the breaker
     */
    boolean trips(Metrics metrics);

    /**
     * The number of calls in the window from which the rule is evaluated.
     *
     * @return the minimum; 1 unless overridden
     */
    default int minimumCalls() {
        return 1;
    }

    /**
     * Explains why the breaker opened, for logs and rejections.
     *
     * @param metrics the metrics at the moment of the trip
     * @return one line with the figures and the bound
     */
    default String explain(Metrics metrics) {
        return "custom rule (" + metrics.describe(metrics.failures()) + " failed)";
    }

    /**
     * Trips when the share of failures in the window reaches a threshold, evaluated from 10 calls on.
     *
     * @param threshold the threshold, above 0, at most 1: 0.5 means 50 %
     * @return a rule; see {@link FailureRate#minimumCalls(int)}
     */
    static FailureRate failureRate(double threshold) {
        return new FailureRate(threshold, 10);
    }

    /**
     * Trips when the share of slow calls in the window reaches a threshold, evaluated from 10 calls on. The configuration's
     * {@code slowCallsOver} sets the duration above which a call is slow.
     *
     * @param threshold the threshold, above 0, at most 1: 0.5 means 50 %
     * @return a rule; see {@link SlowCallRate#minimumCalls(int)}
     */
    static SlowCallRate slowCallRate(double threshold) {
        return new SlowCallRate(threshold, 10);
    }

    /**
     * Trips when the window holds this many failures.
     *
     * @param count the number of failures, at least 1
     * @return a rule
     */
    static FailureCount failureCount(int count) {
        return new FailureCount(count);
    }

    /**
     * Trips on this many failures in a row. A success ends a run; time and ignored calls do not.
     *
     * @param count the number of failures, at least 1
     * @return a rule; see {@link ConsecutiveFailures#spanning(Duration)}
     */
    static ConsecutiveFailures consecutiveFailures(int count) {
        return new ConsecutiveFailures(count, Duration.ZERO);
    }

    /**
     * Trips when this many calls have been out for longer than a limit.
     *
     * @param count the number of calls, at least 1
     * @param limit the limit, more than zero, at most 36,500 days
     * @return a rule; all rules of this kind in a configuration must have the same limit
     */
    static StuckCalls stuckCalls(int count, Duration limit) {
        return new StuckCalls(count, limit);
    }

    /**
     * Trips when a condition of your own holds.
     *
     * @param name the name of the condition, for explanations
     * @param condition the condition; pure and thread-safe
     * @return a rule that is evaluated from the first call on; see {@link Condition#minimumCalls(int)}
     */
    static Condition when(String name, Predicate<? super Metrics> condition) {
        return new Condition(name, condition, 1);
    }

    /**
     * Trips when at least one of the rules trips.
     *
     * @param rules the rules, one or more
     * @return a rule
     */
    static AnyOf anyOf(TripRule... rules) {
        return new AnyOf(list(rules));
    }

    /**
     * Trips when all of the rules trip at the same moment. It is evaluated from the largest of their minimums on.
     *
     * @param rules the rules, one or more
     * @return a rule
     */
    static AllOf allOf(TripRule... rules) {
        return new AllOf(list(rules));
    }

    private static List<TripRule> list(TripRule... rules) {
        return rules == null ? List.of() : Arrays.asList(rules);
    }
}
