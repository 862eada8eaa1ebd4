// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.Rejection;
import io.switchgear.rig.BrokenAtWill;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The ways in which an operation ends in random lives, each with what is to be thought of it. */
public enum Ending {
    FINE("fine", null, Outcome.SUCCESS, Outcome.SUCCESS),
    BAD_ANSWER("bad", null, Outcome.SUCCESS, Outcome.FAILURE),
    NO_ANSWER(null, null, Outcome.SUCCESS, Outcome.SUCCESS),
    BROKEN(null, new IOException("boom"), Outcome.FAILURE, Outcome.FAILURE),
    WRAPPED(null, new CompletionException(new IOException("inside")), Outcome.FAILURE, Outcome.FAILURE),
    UNREADABLE(null, null, Outcome.FAILURE, Outcome.FAILURE),
    ASKS_FOR_PEACE(null, null, Outcome.FAILURE, Outcome.FAILURE),
    TIMED_OUT(null, new SocketTimeoutException("slow"), Outcome.FAILURE, Outcome.FAILURE),
    BAD_QUESTION(null, new IllegalArgumentException("what?"), Outcome.FAILURE, Outcome.IGNORED),
    ERROR(null, new AssertionError("wrong"), Outcome.FAILURE, Outcome.FAILURE),
    NO_SUCH_THING(null, new IllegalStateException("unknown"), Outcome.FAILURE, Outcome.SUCCESS),
    INTERRUPTED(null, new InterruptedException("stop"), Outcome.IGNORED, Outcome.IGNORED),
    DISGUISED(
            null,
            new IllegalStateException(new SocketException("Closed by interrupt")),
            Outcome.IGNORED,
            Outcome.IGNORED),
    CANCELLED(null, new CancellationException("never mind"), Outcome.IGNORED, Outcome.IGNORED),
    FULL(null, new Full(), Outcome.IGNORED, Outcome.IGNORED);

    public final @Nullable Object result;
    private final @Nullable Throwable thrown;
    private final Outcome byDefault;
    private final Outcome byRules;

    Ending(@Nullable Object result, @Nullable Throwable thrown, Outcome byDefault, Outcome byRules) {
        this.result = result;
        this.thrown = thrown;
        this.byDefault = byDefault;
        this.byRules = byRules;
    }

    /** Says how long it wants to be left alone. */
    public static final class Hinting extends IOException {
        private static final long serialVersionUID = 1;
        public final transient Duration hint;

        Hinting(Duration hint) {
            super("come back later");
            this.hint = hint;
        }
    }

    /** Has no message that could be read. */
    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;
        private final transient BrokenAtWill callbacks;

        Unreadable(BrokenAtWill callbacks) {
            this.callbacks = callbacks;
        }

        @Override
        public String getMessage() {
            callbacks.failures++;
            throw new IllegalStateException("no message");
        }

        /** Futures put it into their own exceptions. */
        @Override
        public String toString() {
            return "unreadable";
        }
    }

    /** A rejection by another guard. */
    private static final class Full extends RuntimeException implements Rejection {
        private static final long serialVersionUID = 1;
    }

    /** What is thrown, or {@code null} when it returns. */
    @Nullable
    public Throwable thrown(BrokenAtWill callbacks, Duration hint) {
        return switch (this) {
            case UNREADABLE -> new Unreadable(callbacks);
            case ASKS_FOR_PEACE -> new Hinting(hint);
            default -> thrown;
        };
    }

    /** Whether it says that the call was interrupted or cancelled. */
    public boolean wasStopped() {
        return this == INTERRUPTED || this == DISGUISED || this == CANCELLED;
    }

    public boolean returns() {
        return ordinal() <= NO_ANSWER.ordinal();
    }

    /** What is thought of it; {@code shown} is false where the classifier does not get to see the result. */
    public Outcome outcome(Classifier classifier, BrokenAtWill callbacks, boolean shown) {
        if (returns() && !shown) {
            return NO_ANSWER.outcome(classifier, callbacks, true);
        }
        if (classifier == Sorting.BY_RULES.classifier) {
            return byRules;
        }
        boolean own = classifier instanceof OwnClassifier && callbacks.works(BrokenAtWill.Kind.CLASSIFIER);
        return own ? ((OwnClassifier) classifier).opinion(returns() ? result : null, thrown) : byDefault;
    }

    /** Classifiers of which it is known here what they think. */
    public enum Sorting {
        BY_DEFAULT(Classifier.defaults()),
        BY_RULES(Classifier.failOn(IOException.class)
                .ignore(IllegalArgumentException.class)
                .failOnResult(String.class, "bad"::equals));

        final Classifier classifier;

        Sorting(Classifier classifier) {
            this.classifier = classifier;
        }
    }

    /** A three-way function of a user's own: it minds silence, and nothing else that has no message. */
    public record OwnClassifier(BrokenAtWill callbacks) implements Classifier {
        @Override
        public Outcome classify(@Nullable Object result, @Nullable Throwable thrown) {
            return callbacks.classified(() -> opinion(result, thrown));
        }

        Outcome opinion(@Nullable Object result, @Nullable Throwable thrown) {
            if (thrown == null) {
                return result == null ? Outcome.FAILURE : "bad".equals(result) ? Outcome.IGNORED : Outcome.SUCCESS;
            }
            return thrown instanceof CompletionException ? Outcome.SUCCESS : Outcome.FAILURE;
        }
    }

    /** What is kept of it, where the hint function works or does not. */
    public NaiveBooks.Said said(BrokenAtWill callbacks, CircuitBreakerConfig config, Duration hint, boolean shown) {
        if (returns()) {
            boolean told = shown && result != null;
            return told ? new NaiveBooks.Said(null, "a result of java.lang.String", null) : NaiveBooks.Said.NOTHING;
        }
        Throwable cause = this == WRAPPED ? new IOException("inside") : thrown(callbacks, hint);
        boolean asks = this == ASKS_FOR_PEACE && callbacks.works(BrokenAtWill.Kind.HINT);
        Duration capped = hint.compareTo(config.maxHint()) < 0 ? hint : config.maxHint();
        return new NaiveBooks.Said(
                asks ? capped : null, cause.getClass().getName(), this == UNREADABLE ? null : cause.getMessage());
    }
}
