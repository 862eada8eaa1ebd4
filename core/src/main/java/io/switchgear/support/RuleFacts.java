package io.switchgear.support;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what a {@link BuiltIn} rule is made of: to check it, to evaluate it, to print it. Each reader overrides what it needs, so
 * that a new rule says everything about itself in its own file. Settings are named as the messages of a configuration name them.
 */
public interface RuleFacts {
    /**
     * Rules that this one joins, and nothing else.
     *
     * @param how {@code anyOf} or {@code allOf}
     * @param rules the rules, possibly none, possibly {@code null}
     */
    default void joins(String how, List<?> rules) {}

    /**
     * A share of the calls.
     *
     * @param setting its name
     * @param share above 0 and at most 1
     */
    default void share(String setting, double share) {}

    /**
     * A number of calls that the window must be able to hold.
     *
     * @param setting its name
     * @param calls at least 1
     */
    default void callsInWindow(String setting, int calls) {}

    /**
     * A number of calls, wherever they are.
     *
     * @param setting its name
     * @param calls at least 1
     */
    default void calls(String setting, int calls) {}

    /**
     * A duration.
     *
     * @param setting its name
     * @param duration at least so long
     * @param leastNanos the bound
     */
    default void duration(String setting, @Nullable Duration duration, long leastNanos) {}

    /**
     * Something that must be there.
     *
     * @param setting its name
     * @param value what was given
     */
    default void present(String setting, @Nullable Object value) {}

    /**
     * The rule judges slow calls, so it must be known what is slow.
     *
     * @param setting its name
     * @param share the share of slow calls that it asks for
     */
    default void judgesSlowCalls(String setting, double share) {}

    /**
     * The rule judges the share of failed calls.
     *
     * @param share the share that it asks for
     */
    default void judgesFailures(double share) {}

    /**
     * The rule looks at the age of calls that are out.
     *
     * @param setting its name
     * @param limit the age from which they are stuck
     */
    default void looksAtAges(String setting, @Nullable Duration limit) {}

    /** The rule may read any figure, also the sum of the calls that are out, which takes time. */
    default void readsEverything() {}

    /**
     * One setting in the syntax of configuration files; a rule without any cannot be written there.
     *
     * @param key such as {@code failure-rate}
     * @param value as {@link SettingText#of(Object)} takes it
     */
    default void text(String key, @Nullable Object value) {}
}
