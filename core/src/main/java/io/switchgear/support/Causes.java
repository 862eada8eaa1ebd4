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
 * Tells from an exception and its causes whether a call was interrupted, timed out or was cancelled. Pure. Causes are followed to
 * a depth of {@value #DEEPEST}, so circles end. Between a timeout and an interrupt in one chain of causes the outer one decides.
 *
 * <p>{@link Throwable#getCause} takes a lock: where a walk is made anyhow, ask {@link #isInterruptItself} of each cause.
 */
public final class Causes {
    /** How many causes of an exception are looked at. */
    public static final int DEEPEST = 32;

    /** What a blocking socket throws on a virtual thread that is interrupted. */
    private static final String CLOSED_BY_INTERRUPT = "Closed by interrupt";
    /** Of the JDK, but in modules that core does not read. */
    private static final Set<String> TIMEOUTS_ELSEWHERE =
            Set.of("java.net.http.HttpTimeoutException", "java.sql.SQLTimeoutException");
    /** What OkHttp and Okio say in an {@link InterruptedIOException} that is a timeout. */
    private static final Set<String> TIMEOUT_MESSAGES = Set.of("timeout", "deadline reached");

    private Causes() {}

    /**
     * Whether the call ended because its thread was interrupted: the exception or one of its causes is an {@link
     * InterruptedException}, a {@link ClosedByInterruptException}, a {@link FileLockInterruptionException}, an {@link
     * InterruptedIOException} that is no timeout, or the {@link SocketException} of a virtual thread's socket.
     *
     * @param thrown any
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
     * Whether the exception says so itself, without its causes.
     *
     * @param thrown any
     * @return whether it is one of those that {@link #isInterrupt} looks for
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
     * Whether the call ended because its time was up: the exception or one of its causes is a {@link TimeoutException}, a {@link
     * SocketTimeoutException}, an {@link InterruptedByTimeoutException}, the timeout of the JDK's HTTP client or of JDBC, or an
     * {@link InterruptedIOException} by which other clients say so.
     *
     * @param thrown any
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
     * Whether the exception cannot be what a service answered: it or one of its causes is an {@link Error} or a timeout.
     *
     * @param thrown any
     * @return whether nothing was answered
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
     * Whether the call was cancelled: the exception, without the wrappers of futures, is a {@link CancellationException}.
     *
     * @param thrown any
     * @return whether it is a cancellation
     */
    public static boolean isCancellation(Throwable thrown) {
        return unwrapped(thrown) instanceof CancellationException;
    }

    /**
     * The exception without the {@link CompletionException} and {@link ExecutionException} around it.
     *
     * @param thrown any
     * @return the first that is neither, or the innermost
     */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        for (int depth = 0; depth < DEEPEST; depth++) {
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

    /** As those of Apache's client are. */
    private static boolean isCalledTimeout(Class<?> subclass) {
        for (Class<?> type = subclass; type != InterruptedIOException.class; type = type.getSuperclass()) {
            if (type.getName().endsWith("TimeoutException")) {
                return true;
            }
        }
        return false;
    }

    /** The message, which a subclass may compute: one that cannot be had says nothing. */
    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException broken) {
            return null;
        }
    }
}
