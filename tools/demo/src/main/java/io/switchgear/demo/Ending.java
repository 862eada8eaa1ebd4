package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended for its caller. Immutable.
 *
 * @param result in one word
 * @param note what else is to be counted of it; empty for nothing
 * @param rejection what the breaker said; {@code null} unless it rejected
 */
record Ending(Result result, String note, @Nullable CallNotPermittedException rejection) {
    enum Result {
        OK,
        FAILED,
        REJECTED
    }

    static final Ending OK = new Ending(Result.OK, "", null);
    static final Ending FAILED = new Ending(Result.FAILED, "", null);

    static Ending rejected(CallNotPermittedException rejection) {
        return new Ending(Result.REJECTED, "", rejection);
    }

    /** The same with a note. */
    Ending noting(String what) {
        return new Ending(result, what, rejection);
    }

    /** Rejected when a breaker's rejection is behind it, however it is wrapped. */
    static Ending of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException rejection) {
                return rejected(rejection);
            }
        }
        return FAILED;
    }
}
