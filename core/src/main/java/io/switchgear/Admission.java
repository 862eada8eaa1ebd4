// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that asks to pass: either a refusal, or the object that admitted the call and receives its outcome,
 * whatever state the breaker is in by then. The closed phase admits all its calls by itself; each probe is an admission of
 * its own.
 *
 * <p>This is one class with a predicate instead of two interfaces, because an interface type check would be the most
 * expensive part of a call.
 */
abstract class Admission {
    /** Admits a call and counts nothing. */
    static final Admission UNCOUNTED = new Uncounted();
    /** Admits a call that is nested in the operation of a probe and therefore part of that probe. */
    static final Admission NESTED = new Uncounted();

    private static final class Uncounted extends Admission {
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

    /**
     * The reason for the refusal; {@code null} if the call was admitted. A refusal has no outcome, and the other admissions
     * have no rejection.
     */
    @Nullable
    RejectionReason refusedFor() {
        return null;
    }

    final boolean isRefused() {
        return refusedFor() != null;
    }

    /** The refusal as an exception, as of now. */
    CallNotPermittedException rejection() {
        throw new IllegalStateException("the call was admitted");
    }

    /** The refusal as the end of a call; the same object each time, because a refusal must not allocate. */
    Attempt.Rejected<?> rejected() {
        throw new IllegalStateException("the call was admitted");
    }

    /** The start of the call's duration; {@link ResolvedConfig#NOT_MEASURED} where durations are not measured. */
    long startNanos() {
        throw new IllegalStateException("the call was refused");
    }

    /**
     * Records the thread that runs the call's operation from now on, {@code null} if unknown: a call nested in a probe is
     * part of that probe.
     */
    void runsOn(@Nullable Thread thread) {}

    /** Records that the other side is responding: headers have arrived, or bytes are flowing. */
    void progressed() {}

    /**
     * Ends a call whose caller gave it up before the operation ended.
     *
     * @param startNanos the start of the call, {@link ResolvedConfig#NOT_MEASURED} if unknown
     * @return whether the call had run long enough to be evidence against the other side
     */
    boolean giveUp(long startNanos) {
        throw new IllegalStateException("the call was refused");
    }

    /**
     * Ends a call with the result of its operation.
     *
     * @param startNanos the value of {@link #startNanos()} when the call was admitted
     * @param result the call's result, if it returned and if the result is known
     * @param thrown the call's exception, if it threw
     */
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        throw new IllegalStateException("the call was refused");
    }
}
