package io.switchgear.trip;

import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether a closed breaker opens. The factories below make the usual rules; any function of {@link Metrics} is a
 * rule too. Nothing is checked here; the configuration that takes the rule checks it in its {@code build()}.
 *
 * <p>A rule is asked on the thread of a call that has just ended, after that call was counted: on every failure and every
 * slow call, and on every other call until the window has once held {@link #minimumCalls()}. Implementations must be pure
 * and thread-safe. One that throws has not tripped; that is logged once per breaker and counted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TripRule {

    /**
     * Looks at the breaker; asked only when the window holds at least {@link #minimumCalls()}.
     *
     * @param metrics the breaker at this moment
     * @return true to open the breaker
     */
    boolean trips(Metrics metrics);

    /**
     * The fewest calls that the window must hold for the rule to be asked.
     *
     * @return 1 unless the rule says otherwise
     */
    default int minimumCalls() {
        return 1;
    }

    /**
     * Why the breaker opened, for logs and rejections.
     *
     * @param metrics the breaker at the moment of the trip
     * @return one line with the figures and the bound
     */
    default String explain(Metrics metrics) {
        return "custom rule (" + metrics.describe(metrics.failures()) + " failed)";
    }

    /**
     * Trips when the share of failures in the window reaches a threshold, from 10 calls on.
     *
     * @param threshold above 0, at most 1: 0.5 means 50 %
     * @return a rule; see {@link FailureRate#minimumCalls(int)}
     */
    static FailureRate failureRate(double threshold) {
        return new FailureRate(threshold, 10);
    }

    /**
     * Trips when the share of slow calls in the window reaches a threshold, from 10 calls on. What is slow is set by the
     * configuration's {@code slowCallsOver}.
     *
     * @param threshold above 0, at most 1: 0.5 means 50 %
     * @return a rule; see {@link SlowCallRate#minimumCalls(int)}
     */
    static SlowCallRate slowCallRate(double threshold) {
        return new SlowCallRate(threshold, 10);
    }

    /**
     * Trips when the window holds this many failures.
     *
     * @param count at least 1
     * @return a rule
     */
    static FailureCount failureCount(int count) {
        return new FailureCount(count);
    }

    /**
     * Trips on this many failures in a row. A run is ended by a success, not by time and not by an ignored call.
     *
     * @param count at least 1
     * @return a rule; see {@link ConsecutiveFailures#spanning(Duration)}
     */
    static ConsecutiveFailures consecutiveFailures(int count) {
        return new ConsecutiveFailures(count, Duration.ZERO);
    }

    /**
     * Trips when this many calls have been out for longer than a limit.
     *
     * @param count at least 1
     * @param limit more than zero, at most 36,500 days
     * @return a rule; a configuration takes one limit only
     */
    static StuckCalls stuckCalls(int count, Duration limit) {
        return new StuckCalls(count, limit);
    }

    /**
     * Trips when a condition of your own holds.
     *
     * @param name what the condition is, for explanations
     * @param condition the condition; pure and thread-safe
     * @return a rule asked from the first call on; see {@link Condition#minimumCalls(int)}
     */
    static Condition when(String name, Predicate<? super Metrics> condition) {
        return new Condition(name, condition, 1);
    }

    /**
     * Trips when at least one of the rules trips.
     *
     * @param rules one or more
     * @return a rule
     */
    static AnyOf anyOf(TripRule... rules) {
        return new AnyOf(list(rules));
    }

    /**
     * Trips when every one of the rules trips at the same moment. It is asked from the largest of their minimums on.
     *
     * @param rules one or more
     * @return a rule
     */
    static AllOf allOf(TripRule... rules) {
        return new AllOf(list(rules));
    }

    private static List<TripRule> list(TripRule... rules) {
        return rules == null ? List.of() : Arrays.asList(rules);
    }
}
