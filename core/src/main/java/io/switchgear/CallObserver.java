package io.switchgear;

import io.switchgear.outcome.Outcome;
import java.time.Duration;

/**
 * Sees every call, for metrics and traces. It is called on the calls' own threads, for several calls at once and in no order;
 * implementations must be thread-safe and quick. What it throws is logged once per breaker and counted, and disturbs no call.
 * A breaker that nobody observes pays nothing for it; one that is observed pays two objects and two clock readings a call.
 *
 * @since 0.1
 */
public interface CallObserver {

    /**
     * A call came back.
     *
     * @param outcome what it said
     * @param took time from the admission to the return, or the duration with which its permit was settled
     */
    default void settled(Outcome outcome, Duration took) {}

    /**
     * A call was given up by its caller after it had run for longer than the bound of {@code abandonedAfter}. One that was
     * given up earlier is told of as {@link Outcome#IGNORED}.
     *
     * @param took the call's duration
     */
    default void abandoned(Duration took) {}

    /**
     * A call was not let through.
     *
     * @param reason why
     */
    default void rejected(RejectionReason reason) {}
}
