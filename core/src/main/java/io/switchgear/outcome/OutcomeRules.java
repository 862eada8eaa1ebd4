package io.switchgear.outcome;

import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Classifier} put together from exception types and predicates. Immutable; each method returns a new one.
 *
 * <p>A thrown exception is looked at without the {@link CompletionException} and {@link ExecutionException} around it, in
 * this order:
 * <ol>
 *   <li>what {@code ignore} matches is ignored;
 *   <li>what is ignored by default is ignored, unless {@code failOn} names that very class: {@link InterruptedException},
 *       {@link ClosedByInterruptException}, {@link CancellationException}, and whatever is or has as a cause a {@link
 *       Rejection};
 *   <li>what {@code failOn} matches is a failure;
 *   <li>the rest is a failure if nothing was given to {@code failOn}, else a success: it was an answer.
 * </ol>
 *
 * @since 0.1
 */
public final class OutcomeRules implements Classifier {
    static final OutcomeRules DEFAULTS = new OutcomeRules(List.of(), List.of(), Set.of(), List.of());

    private static final List<Class<? extends Throwable>> IGNORED_BY_DEFAULT =
            List.of(InterruptedException.class, ClosedByInterruptException.class, CancellationException.class);
    private static final int DEEPEST_CAUSE = 32;

    private record Rule(Outcome outcome, Predicate<@Nullable Object> test) {}

    private final List<Rule> onThrown;
    private final List<Rule> onResult;
    private final Set<Class<?>> failTypes;
    private final List<String> problems;

    private OutcomeRules(List<Rule> onThrown, List<Rule> onResult, Set<Class<?>> failTypes, List<String> problems) {
        this.onThrown = onThrown;
        this.onResult = onResult;
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
        return failed == null ? missing("failIf") : onThrown(Outcome.FAILURE, failed);
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
        return ignored == null ? missing("ignoreIf") : onThrown(Outcome.IGNORED, ignored);
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
     * What is wrong with these rules, for the configuration that takes them: nothing is checked before its {@code build()}.
     *
     * @return one sentence for each mistake, each naming the method and the way out; empty when there is none
     */
    public List<String> problems() {
        return problems;
    }

    @Override
    public Outcome classify(@Nullable Object result, @Nullable Throwable thrown) {
        if (thrown == null) {
            return matches(onResult, Outcome.IGNORED, result)
                    ? Outcome.IGNORED
                    : matches(onResult, Outcome.FAILURE, result) ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        Throwable cause = unwrapped(thrown);
        if (matches(onThrown, Outcome.IGNORED, cause)) {
            return Outcome.IGNORED;
        }
        Throwable sparing = sparedByDefault(cause);
        if (sparing != null) {
            return isNamed(sparing) ? Outcome.FAILURE : Outcome.IGNORED;
        }
        return matches(onThrown, Outcome.FAILURE, cause) || !hasFailRule() ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    private boolean hasFailRule() {
        for (Rule rule : onThrown) {
            if (rule.outcome == Outcome.FAILURE) {
                return true;
            }
        }
        return false;
    }

    /** What makes this one ignored by default: itself, or a rejection behind it; or {@code null}. */
    private static @Nullable Throwable sparedByDefault(Throwable thrown) {
        if (thrown instanceof InterruptedException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof CancellationException) {
            return thrown;
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof Rejection) {
                return cause;
            }
        }
        return null;
    }

    /** Whether {@code failOn} names this very class, or the class by which it is ignored by default. */
    private boolean isNamed(Throwable thrown) {
        return failTypes.contains(thrown.getClass())
                || IGNORED_BY_DEFAULT.stream().anyMatch(type -> type.isInstance(thrown) && failTypes.contains(type));
    }

    /** The exception without the {@link CompletionException} and {@link ExecutionException} around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        for (int depth = 0; depth < DEEPEST_CAUSE; depth++) {
            if (!(inner instanceof CompletionException || inner instanceof ExecutionException)) {
                break; // before its cause is asked for, which takes a lock
            }
            Throwable cause = inner.getCause();
            if (cause == null) {
                break;
            }
            inner = cause;
        }
        return inner;
    }

    private OutcomeRules withTypes(String method, Outcome outcome, Class<? extends Throwable>[] types) {
        if (types == null || types.length == 0 || Arrays.asList(types).contains(null)) {
            return missing(method);
        }
        OutcomeRules rules = this;
        for (Class<? extends Throwable> type : types) {
            rules = rules.onThrown(outcome, type::isInstance);
        }
        Set<Class<?>> named = new HashSet<>(failTypes);
        if (outcome == Outcome.FAILURE) {
            named.addAll(Arrays.asList(types));
        }
        return new OutcomeRules(rules.onThrown, onResult, Set.copyOf(named), problems);
    }

    private OutcomeRules onThrown(Outcome outcome, Predicate<? super Throwable> test) {
        Rule rule = new Rule(outcome, thrown -> test.test((Throwable) thrown));
        return new OutcomeRules(with(onThrown, rule), onResult, failTypes, problems);
    }

    private OutcomeRules onResult(Outcome outcome, Predicate<@Nullable Object> test) {
        return new OutcomeRules(onThrown, with(onResult, new Rule(outcome, test)), failTypes, problems);
    }

    private OutcomeRules missing(String method) {
        String problem =
                "classify: " + method + "(null or nothing): name what it applies to, or leave " + method + " out";
        return new OutcomeRules(onThrown, onResult, failTypes, with(problems, problem));
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }

    private static boolean matches(List<Rule> rules, Outcome outcome, @Nullable Object value) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.outcome == outcome && rule.test.test(value)) {
                return true;
            }
        }
        return false;
    }
}
