// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.outcome.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls something that is down or hangs. */
final class Outage {
    private static final int CALLS = 15;

    private Outage() {}

    /** Fails unless the breaker opens before long. */
    static void untilRejected(ThrowingCallable call) {
        for (int i = 0; i < CALLS && !isRejection(catchThrowable(call)); i++) {
            // the next one
        }
        assertRejected(call);
    }

    private static boolean isRejection(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejection) {
                return true;
            }
        }
        return false;
    }
}
