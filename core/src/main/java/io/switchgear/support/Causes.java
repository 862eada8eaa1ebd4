// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Determines from an exception and its causes whether a call was interrupted, timed out or was cancelled. Pure. Causes are
 * followed to a depth of {@value #DEEPEST}, so cycles end. If a chain of causes has both a timeout and an interrupt, the
 * outer one decides.
 *
 * <p>{@link Throwable#getCause} takes a lock: code that walks the causes anyway calls {@link #isInterruptItself} for each
 * cause.
 */
public final class Causes {
    /** The maximum number of causes that are examined. */
    public static final int DEEPEST = 32;

    /** The message of the exception that a blocking socket throws on an interrupted virtual thread. */
    private static final String CLOSED_BY_INTERRUPT = "Closed by interrupt";
    /** Timeouts of the JDK in modules that core does not read. */
    private static final Set<String> TIMEOUTS_ELSEWHERE =
            Set.of("java.net.http.HttpTimeoutException", "java.sql.SQLTimeoutException");
    /** The messages of OkHttp and Okio for an {@link InterruptedIOException} that is a timeout. */
    private static final Set<String> TIMEOUT_MESSAGES = Set.of("timeout", "deadline reached");

    private Causes() {}

    /**
     * Returns whether the call ended because its thread was interrupted: the exception or one of its causes is an
     * {@link InterruptedException}, a {@link ClosedByInterruptException}, a {@link FileLockInterruptionException}, an
     * {@link InterruptedIOException} that is not a timeout, or the {@link SocketException} of a virtual thread's socket.
     *
     * @param thrown any exception
     * @return whether it carries an interrupt
     */
    public static boolean isInterrupt(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEEPEST; depth++, each = each.getCause()) {
            if (isInterruptItself(each)) {
                return true;
            }
            if (isTimeoutItself(each)) {
                return false;
            }
        }
        return false;
    }

    /**
     * Returns whether the exception itself is an interrupt, without its causes.
     *
     * @param thrown any exception
     * @return whether it is one of the exceptions listed at {@link #isInterrupt}
     */
    public static boolean isInterruptItself(Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            return thrown instanceof InterruptedException;
        }
        if (thrown instanceof InterruptedIOException) {
            return !isTimeoutItself(thrown);
        }
        return thrown instanceof ClosedByInterruptException
                || thrown instanceof FileLockInterruptionException
                || (thrown instanceof SocketException && CLOSED_BY_INTERRUPT.equals(message(thrown)));
    }

    /**
     * Returns whether the call timed out: the exception or one of its causes is a {@link TimeoutException}, a
     * {@link SocketTimeoutException}, an {@link InterruptedByTimeoutException}, the timeout of the JDK's HTTP client or of
     * JDBC, or an {@link InterruptedIOException} by which another client reports a timeout.
     *
     * @param thrown any exception
     * @return whether it carries a timeout
     */
    public static boolean isTimeout(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEEPEST; depth++, each = each.getCause()) {
            if (isTimeoutItself(each)) {
                return true;
            }
            if (isInterruptItself(each)) {
                return false;
            }
        }
        return false;
    }

    /**
     * Returns whether the exception cannot be a service's answer: it or one of its causes is an {@link Error} or a timeout.
     *
     * @param thrown any exception
     * @return whether there was no answer
     */
    public static boolean isNoAnswer(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEEPEST; depth++, each = each.getCause()) {
            if (each instanceof Error || isTimeoutItself(each)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the call was cancelled: the exception, without the wrappers of futures, is a
     * {@link CancellationException}.
     *
     * @param thrown any exception
     * @return whether it is a cancellation
     */
    public static boolean isCancellation(Throwable thrown) {
        return unwrapped(thrown) instanceof CancellationException;
    }

    /**
     * Returns the exception without the {@link CompletionException} and {@link ExecutionException} around it.
     *
     * @param thrown any exception
     * @return the first exception that is neither, or the innermost
     */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (!(inner instanceof CompletionException || inner instanceof ExecutionException)) {
                break; // before getCause, which takes a lock
            }
            Throwable cause = inner.getCause();
            if (cause == null) {
                break;
            }
            inner = cause;
        }
        return inner;
    }

    private static boolean isTimeoutItself(Throwable thrown) {
        if (thrown instanceof TimeoutException
                || thrown instanceof SocketTimeoutException
                || thrown instanceof InterruptedByTimeoutException) {
            return true;
        }
        if (thrown instanceof InterruptedIOException) {
            String message = message(thrown);
            return (message != null && TIMEOUT_MESSAGES.contains(message)) || isCalledTimeout(thrown.getClass());
        }
        for (Class<?> type = thrown.getClass(); type != null && type != Exception.class; type = type.getSuperclass()) {
            if (TIMEOUTS_ELSEWHERE.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class is a timeout by its name, as in Apache's client. */
    private static boolean isCalledTimeout(Class<?> subclass) {
        for (Class<?> type = subclass; type != InterruptedIOException.class; type = type.getSuperclass()) {
            if (type.getName().endsWith("TimeoutException")) {
                return true;
            }
        }
        return false;
    }

    /** The message, which a subclass may compute; {@code null} if that fails. */
    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException broken) {
            return null;
        }
    }
}
