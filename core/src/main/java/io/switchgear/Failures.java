package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.support.FailureAccess;
import org.jspecify.annotations.Nullable;

/** Makes last failures, and knows when they were: neither is API. */
final class Failures {
    private static final FailureAccess<LastFailure> ACCESS = FailureAccess.to(LastFailure.class);

    private Failures() {}

    static LastFailure of(String type, @Nullable String message, long nanos) {
        return ACCESS.of(type, message, nanos);
    }

    static LastFailure of(Throwable thrown, boolean withMessage, long nanos) {
        return ACCESS.of(thrown, withMessage, nanos);
    }

    /** The breaker's ticker at the time of the failure. */
    static long nanos(LastFailure failure) {
        return ACCESS.nanos(failure);
    }
}
