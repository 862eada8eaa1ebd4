// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.outcome.Outcome.IGNORED;
import static io.switchgear.outcome.Outcome.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What results mean by default, and what exception types, predicates and results make of that. */
@Tag("C3")
class OutcomeRulesTest {

    static final class BulkheadFull extends RuntimeException implements Rejection {
        private static final long serialVersionUID = 1;
    }

    static final class OwnCancellation extends CancellationException {
        private static final long serialVersionUID = 1;
    }

    static Stream<Arguments> byDefault() {
        return Stream.of(
                Arguments.of(new IOException(), FAILURE),
                Arguments.of(new IllegalStateException(), FAILURE),
                Arguments.of(new AssertionError(), FAILURE),
                Arguments.of(new StackOverflowError(), FAILURE),
                Arguments.of(new InterruptedIOException(), IGNORED),
                Arguments.of(new InterruptedIOException("timeout"), FAILURE),
                Arguments.of(new SocketException("Closed by interrupt"), IGNORED),
                Arguments.of(new SocketException("Connection reset"), FAILURE),
                Arguments.of(new SocketException(), FAILURE),
                Arguments.of(new FileLockInterruptionException(), IGNORED),
                Arguments.of(new TimeoutException(), FAILURE),
                Arguments.of(new SocketTimeoutException(), FAILURE),
                Arguments.of(new SocketTimeoutException(), FAILURE),
                Arguments.of(new AsynchronousCloseException(), FAILURE),
                Arguments.of(new InterruptedException(), IGNORED),
                Arguments.of(new ClosedByInterruptException(), IGNORED),
                Arguments.of(new CancellationException(), IGNORED),
                Arguments.of(new OwnCancellation(), IGNORED),
                Arguments.of(new BulkheadFull(), IGNORED),
                Arguments.of(
                        new IllegalStateException(new UncheckedIOException(new IOException(new BulkheadFull()))),
                        IGNORED),
                Arguments.of(new ExecutionException(new CompletionException(new BulkheadFull())), IGNORED),
                Arguments.of(new CompletionException(new IOException()), FAILURE),
                Arguments.of(new CompletionException(new CancellationException()), IGNORED),
                Arguments.of(new ExecutionException(new CompletionException(new InterruptedException())), IGNORED),
                Arguments.of(new CompletionException("without a cause", null), FAILURE),
                Arguments.of(new ExecutionException("without a cause", null), FAILURE),
                Arguments.of(new IllegalStateException(new InterruptedException()), IGNORED),
                Arguments.of(
                        new IllegalStateException("08006", new IOException(new SocketException("Closed by interrupt"))),
                        IGNORED),
                Arguments.of(new IllegalStateException(new SocketTimeoutException()), FAILURE),
                Arguments.of(new IOException(new TimeoutException().initCause(new InterruptedException())), FAILURE),
                Arguments.of(new IllegalStateException(new CancellationException()), FAILURE));
    }

    @ParameterizedTest
    @MethodSource("byDefault")
    void shouldDecideAboutExceptionsByDefault(Throwable thrown, Outcome expected) {
        assertThat(Classifier.defaults().classify(null, thrown)).isEqualTo(expected);
    }

    @Test
    void shouldTakeEveryReturnedValueForASuccessByDefault() {
        for (Object result :
                new Object[] {null, "", 0, false, new IOException("returned, not thrown"), new BulkheadFull()}) {
            assertThat(Classifier.defaults().classify(result, null))
                    .as("%s", result)
                    .isEqualTo(SUCCESS);
        }
    }

    @Test
    void shouldTakeWhatNothingNamesForAnAnswerWhereFailOnIsGiven() {
        Classifier rules =
                Classifier.failOn(IOException.class, LinkageError.class).ignore(FileNotFoundException.class);

        assertThat(rules.classify(null, new IOException())).isEqualTo(FAILURE);
        assertThat(rules.classify(null, new SocketTimeoutException()))
                .as("a subclass")
                .isEqualTo(FAILURE);
        assertThat(rules.classify(null, new NoClassDefFoundError())).isEqualTo(FAILURE);
        assertThat(rules.classify(null, new FileNotFoundException())).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new IllegalArgumentException())).isEqualTo(SUCCESS);
        assertThat(rules.classify("value", null)).isEqualTo(SUCCESS);
        assertThat(Classifier.defaults()
                        .failIf(IOException.class::isInstance)
                        .classify(null, new IllegalArgumentException()))
                .as("the same by predicate")
                .isEqualTo(SUCCESS);
    }

    @Test
    void shouldKeepTheDefaultForTheRestWhereOnlyIgnoreIsGiven() {
        Classifier rules = Classifier.ignore(IllegalArgumentException.class);

        assertThat(rules.classify(null, new NumberFormatException()))
                .as("a subclass")
                .isEqualTo(IGNORED);
        assertThat(rules.classify(null, new IOException())).isEqualTo(FAILURE);
        assertThat(rules.classify(null, new CancellationException())).isEqualTo(IGNORED);
    }

    @Test
    void shouldLetIgnoreBeatFailInEitherOrder() {
        Classifier failFirst = Classifier.failOn(IOException.class).ignore(IOException.class);
        Classifier ignoreFirst = Classifier.ignore(IOException.class).failOn(IOException.class);
        Classifier narrowFail = Classifier.failOn(FileNotFoundException.class).ignore(IOException.class);
        Classifier predicates =
                Classifier.defaults().failIf(IOException.class::isInstance).ignoreIf(e -> true);

        for (Classifier rules : new Classifier[] {failFirst, ignoreFirst, narrowFail, predicates}) {
            assertThat(rules.classify(null, new FileNotFoundException())).isEqualTo(IGNORED);
        }
    }

    @Test
    void shouldLetADefaultIgnoreYieldToAFailOnOfThatVeryClass() {
        assertThat(Classifier.failOn(CancellationException.class).classify(null, new CancellationException()))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(OwnCancellation.class).classify(null, new OwnCancellation()))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(InterruptedException.class).classify(null, new InterruptedException()))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(BulkheadFull.class).classify(null, new BulkheadFull()))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(CancellationException.class)
                        .classify(null, new CompletionException(new CancellationException())))
                .as("wrapped")
                .isEqualTo(FAILURE);
    }

    @Test
    void shouldNotLetADefaultIgnoreYieldToABroaderFailOn() {
        Classifier rules =
                Classifier.failOn(Throwable.class, Exception.class, RuntimeException.class, IOException.class);

        assertThat(rules.classify(null, new CancellationException())).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new InterruptedException())).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new ClosedByInterruptException())).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new BulkheadFull())).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new IOException(new BulkheadFull()))).isEqualTo(IGNORED);
        assertThat(rules.classify(null, new SocketTimeoutException())).isEqualTo(FAILURE);
    }

    @Test
    void shouldLookThroughWrappersForTypesAndPredicates() {
        Throwable wrapped = new ExecutionException(new CompletionException(new FileNotFoundException()));

        assertThat(Classifier.failOn(IOException.class).classify(null, wrapped)).isEqualTo(FAILURE);
        assertThat(Classifier.failOn(IllegalStateException.class).classify(null, wrapped))
                .isEqualTo(SUCCESS);
        assertThat(Classifier.ignore(IOException.class).classify(null, wrapped)).isEqualTo(IGNORED);
        assertThat(Classifier.defaults()
                        .ignoreIf(FileNotFoundException.class::isInstance)
                        .classify(null, wrapped))
                .isEqualTo(IGNORED);
        assertThat(Classifier.failOn(IOException.class)
                        .classify(null, new IllegalStateException(new FileNotFoundException())))
                .as("other wrappers are not looked through")
                .isEqualTo(SUCCESS);
    }

    @Test
    void shouldDecideByResult() {
        OutcomeRules rules = Classifier.failOnResult(Integer.class, status -> status >= 500)
                .failOnResult(Objects::isNull)
                .ignoreResult(result -> Objects.equals(result, 503));

        assertThat(rules.classify(200, null)).isEqualTo(SUCCESS);
        assertThat(rules.classify(500, null)).isEqualTo(FAILURE);
        assertThat(rules.classify(503, null)).as("ignore beats fail").isEqualTo(IGNORED);
        assertThat(rules.classify(null, null)).isEqualTo(FAILURE);
        assertThat(rules.classify("500", null)).as("another type").isEqualTo(SUCCESS);
        assertThat(rules.classify(null, new IOException()))
                .as("exceptions are as before")
                .isEqualTo(FAILURE);
    }

    @Test
    void shouldNotShowNullToAPredicateOfAType() {
        assertThat(Classifier.failOnResult(String.class, text -> true).classify(null, null))
                .isEqualTo(SUCCESS);
    }

    @Test
    void shouldEndOnACircleOfCauses() {
        Exception first = new Exception();
        first.initCause(new Exception(first));
        CompletionException outer = new CompletionException("circle", null) {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };

        assertThat(Classifier.defaults().classify(null, first)).isEqualTo(FAILURE);
        assertThat(Classifier.failOn(IOException.class).classify(null, first)).isEqualTo(SUCCESS);
        assertThat(Classifier.defaults().classify(null, outer)).isEqualTo(FAILURE);
    }

    @Test
    void shouldGiveNewRulesAndLeaveTheOldAlone() {
        OutcomeRules base = Classifier.failOn(IOException.class);
        OutcomeRules more = base.failOn(IllegalStateException.class).ignoreResult(Objects::isNull);

        assertThat(base.classify(null, new IllegalStateException())).isEqualTo(SUCCESS);
        assertThat(base.classify(null, null)).isEqualTo(SUCCESS);
        assertThat(more.classify(null, new IllegalStateException())).isEqualTo(FAILURE);
        assertThat(more.classify(null, new IOException())).isEqualTo(FAILURE);
        assertThat(Classifier.defaults().classify(null, new IllegalStateException()))
                .isEqualTo(FAILURE);
    }
}
