// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Rejection;
import io.switchgear.support.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the breaker rejects a call; the operation has not run. It carries no stack trace unless the configuration
 * asks for one. Its message, built only when read, gives the reason. Thread-safe.
 *
 * @since 0.1
 */
public final class CallNotPermittedException extends RuntimeException implements Rejection {
    private static final long serialVersionUID = 1;
    /** A retry time that only an operator can tell. */
    static final long NOBODY_KNOWS = -1;

    /** The name of the breaker. */
    private final String breakerName;
    /** The state of the breaker at the rejection. */
    private final State state;
    /** The reason for the rejection. */
    private final RejectionReason reason;
    /** The start of that state, by the wall clock. */
    private final Instant since;
    /** The time from the start of the state to the rejection, in nanoseconds. */
    private final long sinceNanos;
    /** The time until a call may pass, in nanoseconds; negative if only an operator can tell. */
    private final long retryAfterNanos;
    /** The reason for the change to that state. */
    private final String cause;
    /** A description of the last failure, or {@code null}. */
    private final @Nullable String lastFailure;
    /** The share of calls that is shed, or {@code null} if all are rejected. */
    private final @Nullable ShedShare shed;

    /**
     * A rejection.
     *
     * @param cause the change to the state, or {@code null} if the breaker started in it
     * @param before the breaker's own last trip in the same outage, if the state was caused from outside; else {@code null}
     * @param shed the share that is shed, if the call is part of it; else {@code null}
     */
    CallNotPermittedException(
            String breakerName,
            State state,
            RejectionReason reason,
            Instant since,
            long sinceNanos,
            long retryAfterNanos,
            @Nullable StateChange cause,
            @Nullable StateChange before,
            @Nullable ShedShare shed,
            boolean stackTrace) {
        super(null, null, false, stackTrace);
        this.breakerName = breakerName;
        this.state = state;
        this.reason = reason;
        this.since = since;
        this.sinceNanos = sinceNanos;
        this.retryAfterNanos = retryAfterNanos;
        this.shed = shed;
        this.cause = cause == null
                ? "it was started in this state"
                : before == null ? cause.reason() : cause.reason() + ", after " + before.reason();
        StateChange evidence = before == null ? cause : before;
        this.lastFailure = reason == RejectionReason.FORCED_OPEN || evidence == null
                ? null
                : evidence.metrics().lastFailure().map(LastFailure::description).orElse(null);
    }

    /**
     * The name of the breaker that rejected the call.
     *
     * @return the breaker's name
     */
    public String breakerName() {
        return breakerName;
    }

    /**
     * The state in which the breaker rejected the call.
     *
     * @return the state at that moment
     */
    public State state() {
        return state;
    }

    /**
     * The reason for the rejection.
     *
     * @return the reason
     */
    public RejectionReason reason() {
        return reason;
    }

    /**
     * The start of that state.
     *
     * @return the time by the wall clock, for display
     */
    public Instant since() {
        return since;
    }

    /**
     * The time until another call can pass, as far as it is known: until the next probe, or, if all probes are out, until
     * the first of them times out. It is zero while the breaker ramps up or sheds, because the next call may pass.
     *
     * @return zero or more; absent when only an operator can tell
     */
    public Optional<Duration> retryAfter() {
        return retryAfterNanos == NOBODY_KNOWS ? Optional.empty() : Optional.of(Duration.ofNanos(retryAfterNanos));
    }

    /**
     * The last failure before the breaker opened, as class and message; the exception itself is not kept.
     *
     * @return the description; empty if none is known
     */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /**
     * The breaker, its state, the reason and the time of the next probe, in one line.
     *
     * @return such as {@code payments has been OPEN for 3.2 s: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %, last:
     *     java.net.SocketTimeoutException: connect timed out; next probe in 1.8 s}
     */
    @Override
    public String getMessage() {
        String story = breakerName + " has been " + state + " for " + Durations.text(sinceNanos) + ": ";
        String evidence = lastFailure == null || cause.contains(lastFailure) ? cause : cause + ", last: " + lastFailure;
        return story
                + switch (reason) {
                    case OPEN -> evidence + "; next probe in " + Durations.text(retryAfterNanos);
                    case PROBES_BUSY ->
                        "all probes are in flight; reason for opening: " + evidence + "; next probe within "
                                + Durations.text(retryAfterNanos);
                    case RAMP ->
                        "ramping up, this call was not let in; reason for opening: " + evidence
                                + "; the next call may pass";
                    case SHED ->
                        (shed == null ? "" : shed.text()) + "; reason for shedding: " + evidence
                                + "; the next call may pass";
                    case FORCED_OPEN -> evidence;
                };
    }
}
