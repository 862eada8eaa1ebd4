package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Rejection;
import io.switchgear.support.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The breaker did not let a call through; the operation was not tried. It carries no stack trace unless the configuration asks
 * for one, and its message, built only when read, says why. Thread-safe.
 *
 * @since 0.1
 */
public final class CallNotPermittedException extends RuntimeException implements Rejection {
    private static final long serialVersionUID = 1;
    /** Stands for a time that only an operator can tell. */
    static final long NOBODY_KNOWS = -1;

    /** The name of the breaker. */
    private final String breakerName;
    /** The state in which it was. */
    private final State state;
    /** Why the call was not let in. */
    private final RejectionReason reason;
    /** When that state began, by the time of day. */
    private final Instant since;
    /** How long before the rejection that was, in nanoseconds. */
    private final long sinceNanos;
    /** Time until a call may pass, in nanoseconds; negative if only an operator can tell. */
    private final long retryAfterNanos;
    /** Why the state began. */
    private final String cause;
    /** The last failure in words, or {@code null}. */
    private final @Nullable String lastFailure;
    /** The share of calls that is rejected, or {@code null} if all are. */
    private final @Nullable ShedShare shed;

    /**
     * A rejection.
     *
     * @param cause why the state began, or {@code null} if the breaker was started in it
     * @param before the breaker's own evidence in the same outage, where somebody outside caused the state; else {@code null}
     * @param shed the share that is shed, where the call is in it; else {@code null}
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
                ? "it was started so"
                : before == null ? cause.reason() : cause.reason() + ", after " + before.reason();
        StateChange evidence = before == null ? cause : before;
        this.lastFailure = reason == RejectionReason.FORCED_OPEN || evidence == null
                ? null
                : evidence.metrics().lastFailure().map(LastFailure::description).orElse(null);
    }

    /**
     * The breaker that rejected.
     *
     * @return its name
     */
    public String breakerName() {
        return breakerName;
    }

    /**
     * The state in which it rejected.
     *
     * @return the state of that moment
     */
    public State state() {
        return state;
    }

    /**
     * Why it rejected.
     *
     * @return the reason
     */
    public RejectionReason reason() {
        return reason;
    }

    /**
     * When that state began.
     *
     * @return by the wall clock, for display
     */
    public Instant since() {
        return since;
    }

    /**
     * How long to wait before another call can pass, as far as is known: until the next probe, or, when all probes are out,
     * until the lease of the first of them ends. While it ramps up or sheds it is zero: it may be the next call's turn.
     *
     * @return zero or more; absent when only an operator can tell
     */
    public Optional<Duration> retryAfter() {
        return retryAfterNanos == NOBODY_KNOWS ? Optional.empty() : Optional.of(Duration.ofNanos(retryAfterNanos));
    }

    /**
     * The failure before the breaker opened, as class and message; never the exception itself.
     *
     * @return empty when none is known
     */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /**
     * The whole story in one line.
     *
     * @return like {@code payments is OPEN for 3.2 s: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %, last:
     *     java.net.SocketTimeoutException: connect timed out; next probe in 1.8 s}
     */
    @Override
    public String getMessage() {
        String story = breakerName + " is " + state + " for " + Durations.text(sinceNanos) + ": ";
        String evidence = lastFailure == null || cause.contains(lastFailure) ? cause : cause + ", last: " + lastFailure;
        return story
                + switch (reason) {
                    case OPEN -> evidence + "; next probe in " + Durations.text(retryAfterNanos);
                    case PROBES_BUSY ->
                        "all probes are in flight; it had opened: " + evidence + "; next place within "
                                + Durations.text(retryAfterNanos);
                    case RAMP ->
                        "ramping up, not this call's turn; it had opened: " + evidence + "; another call may pass now";
                    case SHED ->
                        (shed == null ? "" : shed.text()) + "; it began with " + evidence
                                + "; another call may pass now";
                    case FORCED_OPEN -> evidence;
                };
    }
}
