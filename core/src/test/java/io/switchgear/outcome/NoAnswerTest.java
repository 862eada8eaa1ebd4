// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.outcome.Outcome.IGNORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.support.Causes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors, timeouts and interrupts are never taken for an answer, however they are disguised. */
@Tag("C3")
class NoAnswerTest {

    static Stream<Throwable> neverAnAnswer() {
        return Stream.of(
                new OutOfMemoryError(),
                new StackOverflowError(),
                new AssertionError(),
                new NoClassDefFoundError(),
                new TimeoutException(),
                new SocketTimeoutException(),
                new InterruptedByTimeoutException(),
                new InterruptedIOException("timeout"),
                new CompletionException(new TimeoutException()),
                new ExecutionException(new OutOfMemoryError()),
                new IllegalStateException("read timed out", new SocketTimeoutException()));
    }

    @ParameterizedTest
    @MethodSource("neverAnAnswer")
    void shouldNeverTakeAnErrorOrATimeoutForAnAnswer(Throwable thrown) {
        Classifier byType = Classifier.failOn(FileNotFoundException.class);

        assertThat(byType.classify(null, thrown)).isEqualTo(FAILURE);
        assertThat(Classifier.failIf(FileNotFoundException.class::isInstance).classify(null, thrown))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(FileNotFoundException.class)
                        .ignore(Causes.unwrapped(thrown).getClass())
                        .classify(null, thrown))
                .as("ignored by name")
                .isEqualTo(IGNORED);
        assertThat(Classifier.failOn(FileNotFoundException.class)
                        .ignoreIf(any -> true)
                        .classify(null, thrown))
                .isEqualTo(IGNORED);
    }

    @Test
    void shouldLetAnInterruptInDisguiseYieldOnlyToAFailOnThatNamesIt() {
        SocketException closed = new SocketException("Closed by interrupt");
        InterruptedIOException interrupted = new InterruptedIOException();

        assertThat(Classifier.failOn(IOException.class).classify(null, closed)).isEqualTo(IGNORED);
        assertThat(Classifier.failOn(SocketException.class).classify(null, closed))
                .as("names broken connections, not interrupts")
                .isEqualTo(IGNORED);
        assertThat(Classifier.failOn(IOException.class).classify(null, interrupted))
                .isEqualTo(IGNORED);
        assertThat(Classifier.failOn(InterruptedIOException.class).classify(null, interrupted))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(InterruptedException.class)
                        .classify(null, new IllegalStateException(new InterruptedException())))
                .as("as a cause")
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOn(IllegalStateException.class)
                        .classify(null, new IllegalStateException(new InterruptedException())))
                .as("a name for what is around it")
                .isEqualTo(IGNORED);
    }
}
