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
 * A {@link Classifier} put together from exception types and predicates. Immutable; each method returns a new one.
 *
 * <p>A thrown exception is looked at without the {@link CompletionException} and {@link ExecutionException} around it, in
 * this order:
 * <ol>
 *   <li>what {@code ignore} matches is ignored;
 *   <li>what is ignored by default is ignored, unless {@code failOn} names that very class: a {@link CancellationException}, and
 *       whatever is or has as a cause a {@link Rejection} or an interrupt ({@link InterruptedException}, {@link
 *       ClosedByInterruptException}, {@link FileLockInterruptionException}, an {@link InterruptedIOException} that is no timeout, or
 *       the {@code SocketException} that a blocking socket throws when its virtual thread is interrupted);
 *   <li>what {@code failOn} matches is a failure;
 *   <li>the rest is a failure if nothing was given to {@code failOn}, or if it is or has as a cause an {@link Error} or a timeout
 *       of the JDK ({@code TimeoutException}, {@code SocketTimeoutException}, {@code HttpTimeoutException}, …);
 *   <li>what is left is a success: it was an answer.
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
     * These exceptions are failures; exceptions that nothing names become successes.
     *
     * @param types exception classes, each with its subclasses; at least one
     * @return the rules with these added
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final OutcomeRules failOn(Class<? extends Throwable>... types) {
        return withTypes("failOn", Outcome.FAILURE, types);
    }

    /**
     * Exceptions that match are failures; exceptions that nothing names become successes.
     *
     * @param failed tells a failure
     * @return the rules with this added
     */
    public OutcomeRules failIf(Predicate<? super Throwable> failed) {
        return failed == null ? missing("failIf") : onThrown(Outcome.FAILURE, null, failed);
    }

    /**
     * These exceptions are ignored, also where {@code failOn} matches.
     *
     * @param types exception classes, each with its subclasses; at least one
     * @return the rules with these added
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final OutcomeRules ignore(Class<? extends Throwable>... types) {
        return withTypes("ignore", Outcome.IGNORED, types);
    }

    /**
     * Exceptions that match are ignored, also where {@code failOn} matches.
     *
     * @param ignored tells what to ignore
     * @return the rules with this added
     */
    public OutcomeRules ignoreIf(Predicate<? super Throwable> ignored) {
        return ignored == null ? missing("ignoreIf") : onThrown(Outcome.IGNORED, null, ignored);
    }

    /**
     * Results that match are failures. The predicate sees every result, {@code null} included.
     *
     * @param failed tells a failed result
     * @return the rules with this added
     */
    public OutcomeRules failOnResult(Predicate<@Nullable Object> failed) {
        return failed == null ? missing("failOnResult") : onResult(Outcome.FAILURE, failed);
    }

    /**
     * Results of this type that match are failures.
     *
     * @param type class of the results to look at; others, and {@code null}, are not touched
     * @param failed tells a failed result
     * @param <R> type of the result
     * @return the rules with this added
     */
    public <R> OutcomeRules failOnResult(Class<R> type, Predicate<? super R> failed) {
        return type == null || failed == null
                ? missing("failOnResult")
                : onResult(Outcome.FAILURE, value -> type.isInstance(value) && failed.test(type.cast(value)));
    }

    /**
     * Results that match are ignored, also where {@code failOnResult} matches. The predicate sees every result, {@code
     * null} included.
     *
     * @param ignored tells a result that says nothing
     * @return the rules with this added
     */
    public OutcomeRules ignoreResult(Predicate<@Nullable Object> ignored) {
        return ignored == null ? missing("ignoreResult") : onResult(Outcome.IGNORED, ignored);
    }

    /**
     * Says what is kept of a failed result of this type, for rejections, events and snapshots, beside the name of its class: {@code
     * describeResult(Response.class, response -> "status " + response.status())}. Without it nothing else is kept, since a
     * result may hold what must not be logged.
     *
     * @param type class of the results to describe
     * @param text a few words without secrets, or {@code null} for none; pure and thread-safe
     * @param <R> type of the result
     * @return the rules with this added; where several types fit, the first with an answer is taken
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
     * What is wrong with these rules, for the configuration that takes them: nothing is checked before its {@code build()}.
     *
     * @return one sentence for each mistake, each naming the method and the way out; empty when there is none
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
