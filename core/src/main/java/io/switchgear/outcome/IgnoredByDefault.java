// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import io.switchgear.support.Causes;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The exceptions that are ignored by default: cancellations, interrupts and rejections. */
final class IgnoredByDefault {
    private static final List<Class<? extends Throwable>> TYPES = List.of(
            InterruptedException.class,
            ClosedByInterruptException.class,
            FileLockInterruptionException.class,
            InterruptedIOException.class,
            CancellationException.class);

    private IgnoredByDefault() {}

    /**
     * Returns the exception that makes this one ignored by default: itself, or an interrupt or a rejection among its
     * causes; or {@code null}.
     */
    static @Nullable Throwable in(Throwable thrown) {
        if (thrown instanceof CancellationException) {
            return thrown;
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < Causes.DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof Rejection) {
                return cause;
            }
            // Behind a timeout, an interrupt is how the wait was ended; only a second walk finds that out.
            if (Causes.isInterruptItself(cause) && (depth == 0 || Causes.isInterrupt(thrown))) {
                return cause;
            }
        }
        return null;
    }

    /**
     * Whether the types given to {@code failOn} include this very class, or the class by which it is ignored by default. A
     * {@link SocketException} stands for broken connections, not for the interrupt that one may carry.
     */
    static boolean isNamed(Throwable spared, Set<Class<?>> failTypes) {
        return (failTypes.contains(spared.getClass()) && !(spared instanceof SocketException))
                || TYPES.stream().anyMatch(type -> type.isInstance(spared) && failTypes.contains(type));
    }
}
