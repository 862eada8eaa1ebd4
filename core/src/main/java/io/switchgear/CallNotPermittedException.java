package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Rejection;
import io.switchgear.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The breaker did not let a call through; the operation was not tried. It carries no stack trace unless the configuration asks
 * for one, and its message, built only when read, says why. Thread-safe.
 */
public final class CallNotPermittedException extends RuntimeException implements Rejection {
    private static final long serialVersionUID = 1;
    private static final long NEVER = -1;

    private final String breakerName;
    private final State state;
    private final RejectionReason reason;
    private final Instant since;
    private final long sinceNanos;
    private final long retryAfterNanos;
    private final String cause;
    private final @Nullable String lastFailure;

    /** The rejection by a phase, at this moment. */
    CallNotPermittedException(Phase phase, RejectionReason reason, long nowNanos, long retryAfterNanos) {
        super(null, null, false, phase.settings().config.stackTraces());
        StateChange trip = phase.outage.trip();
        StateChange change = phase.change;
        this.breakerName = phase.circuit.name;
        this.state = phase.state;
        this.reason = reason;
        this.since = change == null ? Instant.EPOCH : change.at();
        this.sinceNanos = nowNanos - phase.sinceNanos;
        this.retryAfterNanos = retryAfterNanos;
        this.cause = trip == null ? "" : trip.reason();
        this.lastFailure = trip == null
                ? null
                : trip.metrics().lastFailure().map(LastFailure::description).orElse(null);
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
     * until the lease of the first of them ends.
     *
     * @return zero or more; absent when only an operator can tell
     */
    public Optional<Duration> retryAfter() {
        return retryAfterNanos == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(retryAfterNanos));
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
        StringBuilder text = new StringBuilder(breakerName)
                .append(" is ")
                .append(state)
                .append(" for ")
                .append(Durations.text(sinceNanos))
                .append(": ");
        if (reason == RejectionReason.PROBES_BUSY) {
            text.append("all probes are out; it opened for ");
        }
        text.append(cause);
        if (lastFailure != null && !cause.contains(lastFailure)) {
            text.append(", last: ").append(lastFailure);
        }
        String next = reason == RejectionReason.PROBES_BUSY ? "; next place within " : "; next probe in ";
        return text.append(next).append(Durations.text(retryAfterNanos)).toString();
    }
}
