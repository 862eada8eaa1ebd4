package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.support.Durations;
import io.switchgear.support.FailureAccess;
import org.jspecify.annotations.Nullable;

/** Makes last failures, which is no API. */
final class LastFailures {
    private static final FailureAccess<LastFailure> ACCESS = FailureAccess.to(LastFailure.class);

    private LastFailures() {}

    static LastFailure of(String type, @Nullable String message) {
        return ACCESS.of(type, message);
    }

    /** The failure by an exception; the one before where that says the same, which spares an object for most failures. */
    static LastFailure of(@Nullable LastFailure before, Throwable thrown, boolean withMessage) {
        return ACCESS.of(before, thrown, withMessage);
    }

    /** A call that its caller gave up. */
    static LastFailure givenUp(long tookNanos) {
        return of("given up after " + Durations.text(tookNanos), null);
    }
}
