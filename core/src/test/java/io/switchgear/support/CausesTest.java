// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the causes of an exception tell: an interrupt, a timeout, a cancellation. */
@Tag("C3")
class CausesTest {

    static final class ConnectTimeoutException extends InterruptedIOException {
        private static final long serialVersionUID = 1;
    }

    static Stream<Throwable> interrupts() {
        return Stream.of(
                new InterruptedException(),
                new ClosedByInterruptException(),
                new FileLockInterruptionException(),
                new InterruptedIOException(),
                new InterruptedIOException("interrupted"),
                new SocketException("Closed by interrupt"));
    }

    static Stream<Throwable> timeouts() {
        return Stream.of(
                new TimeoutException(),
                new SocketTimeoutException(),
                new InterruptedByTimeoutException(),
                new InterruptedIOException("timeout"),
                new InterruptedIOException("deadline reached"),
                new ConnectTimeoutException());
    }

    static Stream<Throwable> neither() {
        return Stream.of(
                new IOException(),
                new SocketException(),
                new SocketException("Connection reset"),
                new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("interrupts")
    void shouldTellAnInterruptInAnyDisguise(Throwable interrupt) {
        for (Throwable each : wrapped(interrupt)) {
            assertThat(Causes.isInterrupt(each)).as("%s", each).isTrue();
            assertThat(Causes.isTimeout(each)).as("%s", each).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void shouldTellATimeout(Throwable timeout) {
        for (Throwable each : wrapped(timeout)) {
            assertThat(Causes.isTimeout(each)).as("%s", each).isTrue();
            assertThat(Causes.isInterrupt(each)).as("%s", each).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("neither")
    void shouldLeaveOtherExceptionsAlone(Throwable other) {
        for (Throwable each : wrapped(other)) {
            assertThat(Causes.isInterrupt(each)).isFalse();
            assertThat(Causes.isTimeout(each)).isFalse();
            assertThat(Causes.isCancellation(each)).isFalse();
        }
    }

    @Test
    void shouldLetTheOutermostDecideBetweenATimeoutAndAnInterrupt() {
        Throwable timeout = new TimeoutException().initCause(new InterruptedException());
        Throwable interrupt = new InterruptedException().initCause(new TimeoutException());

        assertThat(Causes.isInterrupt(timeout)).isFalse();
        assertThat(Causes.isTimeout(timeout)).isTrue();
        assertThat(Causes.isInterrupt(interrupt)).isTrue();
        assertThat(Causes.isTimeout(interrupt)).isFalse();
    }

    @Test
    void shouldTellACancellationWithoutTheWrappersOfFutures() {
        assertThat(Causes.isCancellation(new CancellationException())).isTrue();
        assertThat(Causes.isCancellation(new CompletionException(new CancellationException())))
                .isTrue();
        assertThat(Causes.isCancellation(new IllegalStateException(new CancellationException())))
                .isFalse();
    }

    @Test
    void shouldTakeOffTheWrappersOfFuturesOnly() {
        IOException inner = new IOException();

        assertThat(Causes.unwrapped(inner)).isSameAs(inner);
        assertThat(Causes.unwrapped(new ExecutionException(new CompletionException(inner))))
                .isSameAs(inner);
        IllegalStateException other = new IllegalStateException(inner);
        assertThat(Causes.unwrapped(other)).isSameAs(other);
        CompletionException empty = new CompletionException("no cause", null);
        assertThat(Causes.unwrapped(empty)).isSameAs(empty);
    }

    @Test
    void shouldEndOnACircleAndOnAnEndlessChain() {
        Exception circle = new Exception();
        circle.initCause(new Exception(circle));
        Exception endless = new Exception() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return new Exception(this);
            }
        };
        for (Throwable each : new Throwable[] {circle, endless}) {
            assertThat(Causes.isInterrupt(each) || Causes.isTimeout(each) || Causes.isCancellation(each))
                    .isFalse();
        }
    }

    private static List<Throwable> wrapped(Throwable inner) {
        return List.of(
                inner,
                new ExecutionException(new CompletionException(inner)),
                new IllegalStateException("08006", new IOException(inner)));
    }
}
