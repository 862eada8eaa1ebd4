// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import io.switchgear.support.Causes;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Classifier} composed of exception types and predicates. Immutable; each method returns a new one.
 *
 * <p>Without its {@link CompletionException} or {@link ExecutionException} wrappers, an exception is tested in this order:
 * <ol>
 *   <li>exceptions that match {@code ignore} are ignored;
 *   <li>exceptions ignored by default are ignored, unless {@code failOn} names that very class: a
 *       {@link CancellationException}, and any exception that is or has as a cause a {@link Rejection} or an interrupt
 *       ({@link InterruptedException}, {@link ClosedByInterruptException}, {@link FileLockInterruptionException}, an
 *       {@link InterruptedIOException} that is not a timeout, or the {@code SocketException} that a blocking socket throws when
 *       its virtual thread is interrupted);
 *   <li>exceptions that match {@code failOn} are failures;
 *   <li>other exceptions are failures if nothing was given to {@code failOn}, or if they are or have as a cause an
 *       {@link Error} or a timeout of the JDK ({@code TimeoutException}, {@code SocketTimeoutException},
 *       {@code HttpTimeoutException}, …);
 *   <li>all remaining exceptions are answers, and so successes.
 * </ol>
 *
 * @since 0.1
 */
public final class OutcomeRules implements Classifier {
    static final OutcomeRules DEFAULTS = new OutcomeRules(List.of(), List.of(), List.of(), Set.of(), List.of());

    private final List<Rule> onThrown;
    private final List<Rule> onResult;
    private final List<Function<Object, @Nullable String>> describers;
    private final Set<Class<?>> failTypes;
    private final List<String> problems;

    private OutcomeRules(
            List<Rule> onThrown,
            List<Rule> onResult,
            List<Function<Object, @Nullable String>> describers,
            Set<Class<?>> failTypes,
            List<String> problems) {
        this.onThrown = onThrown;
        this.onResult = onResult;
        this.describers = describers;
        this.failTypes = failTypes;
        this.problems = problems;
    }

    /**
     * Makes these exceptions failures; exceptions that no rule names become successes.
     *
     * @param types exception classes, each with its subclasses; at least one
     * @return the rules with these types added
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final OutcomeRules failOn(Class<? extends Throwable>... types) {
        return withTypes("failOn", Outcome.FAILURE, types);
    }

    /**
     * Makes matching exceptions failures; exceptions that no rule names become successes.
     *
     * @param failed the test for a failure
     * @return the rules with this test added
     */
    public OutcomeRules failIf(Predicate<? super Throwable> failed) {
        return failed == null ? missing("failIf") : onThrown(Outcome.FAILURE, null, failed);
    }

    /**
     * Ignores these exceptions, even if {@code failOn} matches.
     *
     * @param types exception classes, each with its subclasses; at least one
     * @return the rules with these types added
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final OutcomeRules ignore(Class<? extends Throwable>... types) {
        return withTypes("ignore", Outcome.IGNORED, types);
    }

    /**
     * Ignores matching exceptions, even if {@code failOn} matches.
     *
     * @param ignored the test for an ignored exception
     * @return the rules with this test added
     */
    public OutcomeRules ignoreIf(Predicate<? super Throwable> ignored) {
        return ignored == null ? missing("ignoreIf") : onThrown(Outcome.IGNORED, null, ignored);
    }

    /**
     * Makes matching results failures. The predicate is called with every result, including {@code null}.
     *
     * @param failed the test for a failed result
     * @return the rules with this test added
     */
    public OutcomeRules failOnResult(Predicate<@Nullable Object> failed) {
        return failed == null ? missing("failOnResult") : onResult(Outcome.FAILURE, failed);
    }

    /**
     * Makes matching results of this type failures.
     *
     * @param type class of the results to test; others, and {@code null}, are not affected
     * @param failed the test for a failed result
     * @param <R> type of the result
     * @return the rules with this test added
     */
    public <R> OutcomeRules failOnResult(Class<R> type, Predicate<? super R> failed) {
        return type == null || failed == null
                ? missing("failOnResult")
                : onResult(Outcome.FAILURE, value -> type.isInstance(value) && failed.test(type.cast(value)));
    }

    /**
     * Ignores matching results, even if {@code failOnResult} matches. The predicate is called with every result, including
     * {@code null}.
     *
     * @param ignored the test for a result to ignore
     * @return the rules with this test added
     */
    public OutcomeRules ignoreResult(Predicate<@Nullable Object> ignored) {
        return ignored == null ? missing("ignoreResult") : onResult(Outcome.IGNORED, ignored);
    }

    /**
     * Sets the description of failed results of this type, for rejections, events and snapshots, in addition to the class
     * name: {@code describeResult(Response.class, response -> "status " + response.status())}. Without it only the class
     * name is kept, because a result may hold content that must not be logged.
     *
     * @param type class of the results to describe
     * @param text the description in a few words without secrets, or {@code null} for none; pure and thread-safe
     * @param <R> type of the result
     * @return the rules with this description added; if several types match, the first description that is not null is used
     */
    public <R> OutcomeRules describeResult(Class<R> type, Function<? super R, @Nullable String> text) {
        if (type == null || text == null) {
            return missing("describeResult");
        }
        Function<Object, @Nullable String> one =
                result -> type.isInstance(result) ? text.apply(type.cast(result)) : null;
        return new OutcomeRules(onThrown, onResult, with(describers, one), failTypes, problems);
    }

    @Override
    public @Nullable String describe(Object failedResult) {
        for (Function<Object, @Nullable String> describer : describers) {
            String text = describer.apply(failedResult);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /**
     * Returns the mistakes in these rules, for the configuration that takes them: nothing is checked before its
     * {@code build()}.
     *
     * @return one sentence per mistake, with the method and the way out; empty if there is none
     */
    public List<String> problems() {
        return problems;
    }

    @Override
    public String toString() {
        return Rule.text(onThrown, onResult);
    }

    @Override
    public Outcome classify(@Nullable Object result, @Nullable Throwable thrown) {
        if (thrown == null) {
            return Rule.matches(onResult, Outcome.IGNORED, result)
                    ? Outcome.IGNORED
                    : Rule.matches(onResult, Outcome.FAILURE, result) ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        Throwable cause = Causes.unwrapped(thrown);
        if (Rule.matches(onThrown, Outcome.IGNORED, cause)) {
            return Outcome.IGNORED;
        }
        Throwable sparing = IgnoredByDefault.in(cause);
        if (sparing != null) {
            return IgnoredByDefault.isNamed(sparing, failTypes) ? Outcome.FAILURE : Outcome.IGNORED;
        }
        return Rule.matches(onThrown, Outcome.FAILURE, cause) || !hasFailRule() || Causes.isNoAnswer(cause)
                ? Outcome.FAILURE
                : Outcome.SUCCESS;
    }

    private boolean hasFailRule() {
        for (Rule rule : onThrown) {
            if (rule.outcome() == Outcome.FAILURE) {
                return true;
            }
        }
        return false;
    }

    private OutcomeRules withTypes(String method, Outcome outcome, Class<? extends Throwable>[] types) {
        if (types == null || types.length == 0 || Arrays.asList(types).contains(null)) {
            return missing(method);
        }
        OutcomeRules rules = this;
        for (Class<? extends Throwable> type : types) {
            rules = rules.onThrown(outcome, type.getName(), type::isInstance);
        }
        Set<Class<?>> named = new HashSet<>(failTypes);
        if (outcome == Outcome.FAILURE) {
            named.addAll(Arrays.asList(types));
        }
        return new OutcomeRules(rules.onThrown, onResult, describers, Set.copyOf(named), problems);
    }

    private OutcomeRules onThrown(Outcome outcome, @Nullable String type, Predicate<? super Throwable> test) {
        Rule rule = new Rule(outcome, type, thrown -> test.test((Throwable) thrown));
        return new OutcomeRules(with(onThrown, rule), onResult, describers, failTypes, problems);
    }

    private OutcomeRules onResult(Outcome outcome, Predicate<@Nullable Object> test) {
        return new OutcomeRules(
                onThrown, with(onResult, new Rule(outcome, null, test)), describers, failTypes, problems);
    }

    private OutcomeRules missing(String method) {
        String problem =
                "classify: " + method + "(null or nothing): name what it applies to, or leave " + method + " out";
        return new OutcomeRules(onThrown, onResult, describers, failTypes, with(problems, problem));
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }
}
