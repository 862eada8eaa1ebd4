package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/** Lets calls in and forgets them. Immutable. */
final class Uncounted extends Admission {
    static final Uncounted CALL = new Uncounted();
    /** A call inside the operation of a probe, which it is part of. */
    static final Uncounted NESTED = new Uncounted();

    private Uncounted() {}

    @Override
    long startNanos() {
        return ResolvedConfig.NOT_MEASURED;
    }

    @Override
    boolean giveUp(long startNanos) {
        return false;
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {}
}
