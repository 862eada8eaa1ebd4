package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that asks to pass: a refusal, or what let it in, which is where its outcome goes whatever state the
 * breaker is in by then. The closed phase lets all its calls in by itself; each probe is an admission of its own.
 *
 * <p>One class with a question instead of two interfaces, since telling interfaces apart would be the dearest part of a call.
 */
abstract class Admission {

    /** Why the call must not be made; {@code null} when it was let in. A refusal has no outcome, the rest no rejection. */
    @Nullable
    RejectionReason refusedFor() {
        return null;
    }

    final boolean isRefused() {
        return refusedFor() != null;
    }

    /** The refusal as an exception, as of now. */
    CallNotPermittedException rejection() {
        throw new IllegalStateException("the call was let in");
    }

    /** The refusal as the end of a call; the same object each time, for refusing is to cost nothing. */
    Attempt.Rejected<?> rejected() {
        throw new IllegalStateException("the call was let in");
    }

    /** The time from which the call's duration counts; {@link ResolvedConfig#NOT_MEASURED} where that is not looked at. */
    long startNanos() {
        throw new IllegalStateException("the call was refused");
    }

    /** The call's operation runs on this thread from now on, or on none that is known: a call nested in a probe's is part of it. */
    void runsOn(@Nullable Thread thread) {}

    /** The other side has begun to answer, or goes on: headers have come, or bytes flow. */
    void progressed() {}

    /**
     * The end of a call whose caller gave it up before the operation's end.
     *
     * @param startNanos when the call began, {@link ResolvedConfig#NOT_MEASURED} if that is not known
     * @return whether it had run for so long that this is evidence against the other side
     */
    boolean giveUp(long startNanos) {
        throw new IllegalStateException("the call was refused");
    }

    /**
     * The end of a call by its operation.
     *
     * @param startNanos what {@link #startNanos()} gave when the call was let in
     * @param result what the call returned, if it did and if that is known
     * @param thrown what it threw instead
     */
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        throw new IllegalStateException("the call was refused");
    }
}
