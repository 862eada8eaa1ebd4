package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that asks to pass: a phase that refuses it, or what let it in, which is where its outcome goes whatever
 * state the breaker is in by then. The closed phase lets all its calls in by itself; each probe is an admission of its own.
 *
 * <p>One class with a question instead of two interfaces, since telling interfaces apart would be the dearest part of a call.
 */
abstract sealed class Admission permits Phase, Probe {

    /** Whether the call must not be made. Then it has no outcome; else it has no rejection. */
    abstract boolean isRefused();

    /** Why the call must not be made, as of now. */
    CallNotPermittedException rejection() {
        throw new IllegalStateException("the call was let in");
    }

    /** The time from which the call's duration counts; anything where durations are not looked at. */
    long startNanos() {
        throw new IllegalStateException("the call was refused");
    }

    /**
     * The only door for outcomes.
     *
     * @param startNanos what {@link #startNanos()} gave when the call was let in
     * @param result what the call returned, if it did and if that is known
     * @param thrown what it threw instead
     */
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        throw new IllegalStateException("the call was refused");
    }
}
