// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import io.github.resilience4j.circuitbreaker.ResultRecordedAsFailureException;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnIgnoredErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnSuccessEvent;
import io.github.resilience4j.core.functions.Either;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The ends of calls, in the order of Resilience4j: the predicates of the configuration decide, the event is published, the
 * call is counted, and then its result may open the breaker. Thread-safe.
 */
final class Outcomes {
    private final Moves moves;

    Outcomes(Moves moves) {
        this.moves = moves;
    }

    /** Ends a call; without a permit it is published only. */
    void ended(@Nullable Permit permit, long nanos, @Nullable Object result, @Nullable Throwable thrown) {
        Duration took = Duration.ofNanos(Math.max(0, nanos));
        Either<Object, Throwable> told;
        try {
            told = thrown == null ? returned(permit, took, result) : threw(permit, took, cause(thrown));
        } finally {
            if (permit != null) {
                permit.failure(); // settles it only if a predicate of the user threw
            }
        }
        moves.counted();
        if (told != null) {
            openIfAsked(moves.config().getTransitionOnResult().apply(told));
        }
    }

    /** Counts a result; what may open the breaker is returned. */
    private @Nullable Either<Object, Throwable> returned(
            @Nullable Permit permit, Duration took, @Nullable Object result) {
        if (result != null && moves.config().getRecordResultPredicate().test(result)) {
            failed(permit, took, new ResultRecordedAsFailureException(moves.engine.name(), result));
            return null;
        }
        succeeded(permit, took);
        return result == null ? null : Either.left(result);
    }

    private @Nullable Either<Object, Throwable> threw(@Nullable Permit permit, Duration took, Throwable thrown) {
        CircuitBreakerConfig config = moves.config();
        if (config.getIgnoreExceptionPredicate().test(thrown)) {
            if (permit != null) {
                permit.ignore();
            }
            moves.publisher.publish(() -> new CircuitBreakerOnIgnoredErrorEvent(moves.engine.name(), took, thrown));
            return null;
        }
        if (config.getRecordExceptionPredicate().test(thrown)) {
            failed(permit, took, thrown);
        } else {
            succeeded(permit, took);
        }
        return Either.right(thrown);
    }

    private void succeeded(@Nullable Permit permit, Duration took) {
        moves.publisher.publish(() -> new CircuitBreakerOnSuccessEvent(moves.engine.name(), took));
        if (permit != null) {
            permit.returned(null, took);
        }
    }

    private void failed(@Nullable Permit permit, Duration took, Throwable failure) {
        moves.publisher.publish(() -> new CircuitBreakerOnErrorEvent(moves.engine.name(), took, failure));
        if (permit != null) {
            permit.threw(failure, took);
        }
    }

    private static Throwable cause(Throwable thrown) {
        boolean isWrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return isWrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private void openIfAsked(TransitionCheckResult answer) {
        if (answer.isTransitionToOpen()) {
            moves.openOnResult(
                    answer.getWaitUntil() == null ? answer.getWaitDuration() : moves.waitUntil(answer.getWaitUntil()));
        }
    }
}
