// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.support.Durations;
import io.switchgear.support.FailureAccess;
import org.jspecify.annotations.Nullable;

/** Creates last failures, which the public API cannot do. */
final class LastFailures {
    private static final FailureAccess<LastFailure> ACCESS = FailureAccess.to(LastFailure.class);

    private LastFailures() {}

    static LastFailure of(String type, @Nullable String message) {
        return ACCESS.of(type, message);
    }

    /** The failure of an exception; the earlier one if it says the same, which saves an object for most failures. */
    static LastFailure of(@Nullable LastFailure before, Throwable thrown, boolean withMessage) {
        return ACCESS.of(before, thrown, withMessage);
    }

    /** The failure of a call that its caller gave up. */
    static LastFailure givenUp(long tookNanos) {
        return of("given up after " + Durations.text(tookNanos), null);
    }
}
