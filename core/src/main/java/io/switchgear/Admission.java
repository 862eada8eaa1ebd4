package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that asks to pass: what let it in, or a {@link Refusal}. What let it in is where its outcome goes,
 * whatever state the breaker is in by then.
 */
sealed interface Admission permits Admission.Pass, Refusal {

    /** Lets one call in and takes its outcome, once. The closed phase passes all its calls; each probe is its own pass. */
    sealed interface Pass extends Admission permits ClosedPhase, Probe {

        /** The time from which the call's duration counts; anything where durations are not looked at. */
        long startNanos();

        /**
         * The only door for outcomes.
         *
         * @param startNanos what {@link #startNanos()} gave when the call was let in
         * @param result what the call returned, if it did and if that is known
         * @param thrown what it threw instead
         */
        void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown);
    }
}
