package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/** Lets calls in and forgets them. Immutable. */
final class Unrecorded extends Admission {
    static final Unrecorded CALL = new Unrecorded();
    /** A call inside the operation of a probe, which it is part of. */
    static final Unrecorded NESTED = new Unrecorded();

    private Unrecorded() {}

    @Override
    long startNanos() {
        return Settings.NOT_MEASURED;
    }

    @Override
    boolean giveUp(long startNanos) {
        return false;
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {}
}
