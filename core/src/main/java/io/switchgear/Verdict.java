// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.Rejection;
import io.switchgear.support.Causes;
import org.jspecify.annotations.Nullable;

/** Distinguishes a call that failed from one that was stopped, by the exception that it ended with (decision 0009). */
final class Verdict {
    private Verdict() {}

    /** Whether the call was given up regardless of the exception, so that the classifier is not asked. */
    static boolean isGivenUp(Throwable thrown, CallContext context, EndedBy by) {
        return context.isCancelled() || (by == EndedBy.CALLER && !Causes.isTimeout(thrown));
    }

    /** The outcome of an exception that the classifier has judged; {@code null} if the call was given up. */
    static @Nullable Outcome of(Outcome classified, Throwable thrown, CallContext context, EndedBy by) {
        return switch (classified) {
            case SUCCESS -> by == EndedBy.CALLER ? Outcome.FAILURE : classified;
            case IGNORED -> isStopped(thrown, context) ? null : classified;
            case FAILURE -> isInterruptInDisguise(thrown, by) ? null : classified;
        };
    }

    private static boolean isStopped(Throwable thrown, CallContext context) {
        return Causes.isInterrupt(thrown)
                || Causes.isCancellation(thrown)
                || (context.isPastDeadline() && !isRejection(thrown));
    }

    private static boolean isInterruptInDisguise(Throwable thrown, EndedBy by) {
        return by == EndedBy.OPERATION_HERE
                && Thread.currentThread().isInterrupted()
                && !(thrown instanceof Error)
                && !Causes.isTimeout(thrown);
    }

    private static boolean isRejection(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < Causes.DEEPEST; depth++, each = each.getCause()) {
            if (each instanceof Rejection) {
                return true;
            }
        }
        return false;
    }
}
