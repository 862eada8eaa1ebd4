package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/** Lets calls in and forgets them. Immutable. */
final class Unrecorded extends Admission {
    static final Unrecorded CALL = new Unrecorded();

    private Unrecorded() {}

    @Override
    long startNanos() {
        return Settings.NOT_MEASURED;
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {}
}
