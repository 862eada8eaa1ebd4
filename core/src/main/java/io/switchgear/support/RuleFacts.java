// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of facts about a {@link BuiltIn} rule, to check it, to evaluate it or to print it. Each receiver overrides
 * the methods it needs, so a new rule describes itself entirely in its own file. Settings have the names used in the
 * messages of a configuration.
 */
public interface RuleFacts {
    /**
     * Receives the rules that this one joins, and nothing else.
     *
     * @param how {@code anyOf} or {@code allOf}
     * @param rules the rules, possibly none, possibly {@code null}
     */
    default void joins(String how, List<?> rules) {}

    /**
     * Receives a share of the calls.
     *
     * @param setting its name
     * @param share above 0 and at most 1
     */
    default void share(String setting, double share) {}

    /**
     * Receives a number of calls that the window must be able to hold.
     *
     * @param setting its name
     * @param calls at least 1
     */
    default void callsInWindow(String setting, int calls) {}

    /**
     * Receives a number of calls, in the window or not.
     *
     * @param setting its name
     * @param calls at least 1
     */
    default void calls(String setting, int calls) {}

    /**
     * Receives a duration.
     *
     * @param setting its name
     * @param duration the duration, at least {@code leastNanos}
     * @param leastNanos the lower bound, in nanoseconds
     */
    default void duration(String setting, @Nullable Duration duration, long leastNanos) {}

    /**
     * Receives a value that must not be {@code null}.
     *
     * @param setting its name
     * @param value the value
     */
    default void present(String setting, @Nullable Object value) {}

    /**
     * Reports that the rule judges slow calls, so a slow-call threshold must be set.
     *
     * @param setting its name
     * @param share the threshold
     */
    default void judgesSlowCalls(String setting, double share) {}

    /**
     * Reports that the rule judges the share of failed calls.
     *
     * @param share the threshold
     */
    default void judgesFailures(double share) {}

    /**
     * Reports that the rule uses the age of calls that are out.
     *
     * @param setting its name
     * @param limit the age from which they are stuck
     */
    default void looksAtAges(String setting, @Nullable Duration limit) {}

    /** Reports that the rule may read any figure, including the number of calls in flight, which takes time. */
    default void readsEverything() {}

    /**
     * Receives one setting in the syntax of configuration files; a rule without settings cannot be written there.
     *
     * @param key the key, such as {@code failure-rate}
     * @param value the value, as for {@link SettingText#of(Object)}
     */
    default void text(String key, @Nullable Object value) {}
}
