// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call for its caller. Immutable.
 *
 * @param result the result in one word
 * @param note a further remark to be counted; empty for none
 * @param rejection the breaker's rejection; {@code null} if it did not reject
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

    /** The same end with a note. */
    Ending noting(String what) {
        return new Ending(result, what, rejection);
    }

    /** The end with an exception; rejected if a breaker's rejection is behind it, however wrapped. */
    static Ending of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException rejection) {
                return rejected(rejection);
            }
        }
        return FAILED;
    }
}
