// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides the outcome of a call. {@code thrown} is {@code null} if the operation returned, and then {@code result} is its
 * result, possibly {@code null}; otherwise {@code thrown} is its exception.
 *
 * <p>Implementations must be pure and thread-safe: they run on the calling thread of every call. If one throws or returns
 * {@code null}, {@link #defaults()} decides instead; that is logged once per breaker and counted.
 *
 * <p>Most classifiers need no code: {@code Classifier.failOn(IOException.class).ignore(ValidationException.class)}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Classifier {

    /**
     * Decides the outcome of one call.
     *
     * @param result the operation's result, or {@code null}
     * @param thrown the operation's exception, or {@code null} if it returned
     * @return the outcome
     */
    Outcome classify(@Nullable Object result, @Nullable Throwable thrown);

    /**
     * Describes in a few words what is wrong with a result that counts as a failure, for rejections, events and snapshots.
     * Called only if messages of failures are kept. The text is put on one line and cut. It must not contain secrets.
     *
     * @param failedResult the operation's result, never {@code null}
     * @return a text such as {@code status 503}; {@code null}, the default, to keep only the name of the result's class
     */
    default @Nullable String describe(Object failedResult) {
        return null;
    }

    /**
     * Returns the default rules: a returned value is a success and an exception is a failure, except for those ignored by
     * default (cancellations, interrupts and rejections, see {@link OutcomeRules}).
     *
     * @return the default rules
     */
    static OutcomeRules defaults() {
        return OutcomeRules.DEFAULTS;
    }

    /**
     * Returns the default rules with only these exceptions as failures. Other exceptions are answers, and so successes,
     * unless they are or have as a cause an {@link Error} or a timeout.
     *
     * @param types exception classes, each with its subclasses
     * @return rules that can be extended
     */
    @SafeVarargs
    static OutcomeRules failOn(Class<? extends Throwable>... types) {
        return defaults().failOn(types);
    }

    /**
     * Returns the default rules with only the matching exceptions as failures, as for {@link #failOn}.
     *
     * @param failed the test for a failure
     * @return rules that can be extended
     */
    static OutcomeRules failIf(Predicate<? super Throwable> failed) {
        return defaults().failIf(failed);
    }

    /**
     * Returns the default rules with these exceptions ignored.
     *
     * @param types exception classes, each with its subclasses
     * @return rules that can be extended
     */
    @SafeVarargs
    static OutcomeRules ignore(Class<? extends Throwable>... types) {
        return defaults().ignore(types);
    }

    /**
     * Returns the default rules with matching exceptions ignored.
     *
     * @param ignored the test for an ignored exception
     * @return rules that can be extended
     */
    static OutcomeRules ignoreIf(Predicate<? super Throwable> ignored) {
        return defaults().ignoreIf(ignored);
    }

    /**
     * Returns the default rules with matching results as failures.
     *
     * @param failed the test for a failed result; called with every result, including {@code null}
     * @return rules that can be extended
     */
    static OutcomeRules failOnResult(Predicate<@Nullable Object> failed) {
        return defaults().failOnResult(failed);
    }

    /**
     * Returns the default rules with matching results of this type as failures.
     *
     * @param type class of the results to test; others are not affected
     * @param failed the test for a failed result
     * @param <R> type of the result
     * @return rules that can be extended
     */
    static <R> OutcomeRules failOnResult(Class<R> type, Predicate<? super R> failed) {
        return defaults().failOnResult(type, failed);
    }
    /**
     * Returns the default rules with matching results ignored.
     *
     * @param ignored the test for a result to ignore; called with every result, including {@code null}
     * @return rules that can be extended
     */
    static OutcomeRules ignoreResult(Predicate<@Nullable Object> ignored) {
        return defaults().ignoreResult(ignored);
    }
}
