package io.switchgear.outcome;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a result means. Exactly one of the two arguments tells what happened: {@code thrown} is {@code null} when
 * the operation returned, and then {@code result} is what it returned, possibly {@code null}.
 *
 * <p>Implementations must be pure and thread-safe: they run on the calling thread of every call. When one throws or
 * returns {@code null}, {@link #defaults()} decides instead; that is logged once per breaker and counted.
 *
 * <p>Most classifiers need no code: {@code Classifier.failOn(IOException.class).ignore(ValidationException.class)}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Classifier {

    /**
     * Decides about one result.
     *
     * @param result what the operation returned, or {@code null}
     * @param thrown what it threw instead, or {@code null} when it returned
     * @return what that says about the health of what was called
     */
    Outcome classify(@Nullable Object result, @Nullable Throwable thrown);

    /**
     * Says in a few words what was wrong with a result that counts as a failure, for rejections, events and snapshots. Asked only
     * where messages of failures are kept. The text is put on one line and cut. Keep secrets out of it.
     *
     * @param failedResult what the operation returned, never {@code null}
     * @return such as {@code status 503}; {@code null}, the default, for the name of the result's class alone
     */
    default @Nullable String describe(Object failedResult) {
        return null;
    }

    /**
     * The default: a returned value is a success and any throwable a failure, except for what is ignored by default
     * (cancellations, interrupts and rejections, see {@link OutcomeRules}).
     *
     * @return rules with nothing added
     */
    static OutcomeRules defaults() {
        return OutcomeRules.DEFAULTS;
    }

    /**
     * The default rules, but only these exceptions are failures; other exceptions are answers, so successes, unless they are or
     * carry an {@link Error} or a timeout.
     *
     * @param types exception classes, each with its subclasses
     * @return rules to which more can be added
     */
    @SafeVarargs
    static OutcomeRules failOn(Class<? extends Throwable>... types) {
        return defaults().failOn(types);
    }

    /**
     * The default rules, but only exceptions that match are failures, as for {@link #failOn}.
     *
     * @param failed tells a failure
     * @return rules to which more can be added
     */
    static OutcomeRules failIf(Predicate<? super Throwable> failed) {
        return defaults().failIf(failed);
    }

    /**
     * The default rules, but these exceptions are ignored.
     *
     * @param types exception classes, each with its subclasses
     * @return rules to which more can be added
     */
    @SafeVarargs
    static OutcomeRules ignore(Class<? extends Throwable>... types) {
        return defaults().ignore(types);
    }

    /**
     * The default rules, but exceptions that match are ignored.
     *
     * @param ignored tells what to ignore
     * @return rules to which more can be added
     */
    static OutcomeRules ignoreIf(Predicate<? super Throwable> ignored) {
        return defaults().ignoreIf(ignored);
    }

    /**
     * The default rules, but results that match are failures.
     *
     * @param failed tells a failed result; sees every result, {@code null} included
     * @return rules to which more can be added
     */
    static OutcomeRules failOnResult(Predicate<@Nullable Object> failed) {
        return defaults().failOnResult(failed);
    }

    /**
     * The default rules, but results of this type that match are failures.
     *
     * @param type class of the results to look at; others are not touched
     * @param failed tells a failed result
     * @param <R> type of the result
     * @return rules to which more can be added
     */
    static <R> OutcomeRules failOnResult(Class<R> type, Predicate<? super R> failed) {
        return defaults().failOnResult(type, failed);
    }
    /**
     * The default rules, but results that match are ignored.
     *
     * @param ignored tells a result that says nothing; sees every result, {@code null} included
     * @return rules to which more can be added
     */
    static OutcomeRules ignoreResult(Predicate<@Nullable Object> ignored) {
        return defaults().ignoreResult(ignored);
    }
}
