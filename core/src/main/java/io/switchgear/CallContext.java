package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.support.Durations;
import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows of its own call: by when the result is of use, and whether anybody still wants it. A breaker looks at it
 * before it lets the call in, and when the call fails: a failure after the deadline is a failure even where the exception alone
 * would be ignored, and a failure after cancelling is ignored. It interrupts nothing. Thread-safe.
 */
public final class CallContext {
    /** The context of calls without one: no deadline, never cancelled. */
    static final CallContext NONE = new CallContext(null, 0);

    private final @Nullable Ticker ticker;
    private final long deadlineNanos;
    /** Set once, by {@link #cancel()}. */
    private volatile boolean cancelled;

    private CallContext(@Nullable Ticker ticker, long deadlineNanos) {
        this.ticker = ticker;
        this.deadlineNanos = deadlineNanos;
    }

    /** {@return a context without a deadline, which can be cancelled} */
    public static CallContext cancellable() {
        return new CallContext(null, 0);
    }

    /**
     * A context with a deadline, which can be cancelled too.
     *
     * @param timeout from now until the deadline; zero or less means that it has passed
     * @return a context
     */
    public static CallContext within(Duration timeout) {
        return within(timeout, Ticker.system());
    }

    /**
     * As {@link #within(Duration)}, by another clock.
     *
     * @param timeout from now until the deadline; zero or less means that it has passed
     * @param ticker the clock
     * @return a context
     */
    public static CallContext within(Duration timeout, Ticker ticker) {
        Objects.requireNonNull(timeout, "timeout");
        return new CallContext(ticker, ticker.nanos() + Durations.nanos(timeout));
    }

    /** Says that nobody wants the result any more. A call that is under way goes on. */
    public void cancel() {
        cancelled = true;
    }

    /** {@return whether it was cancelled} */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * The time that is left, to be passed on to what is called.
     *
     * @return zero or more; absent without a deadline
     */
    public Optional<Duration> remaining() {
        return ticker == null ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, leftNanos(ticker))));
    }

    /** Ends a call that is over before it began. */
    void check(String breaker) {
        if (cancelled) {
            throw new CancellationException("the call through " + breaker + " was cancelled before it began");
        }
        if (isPastDeadline() && ticker != null) {
            throw new DeadlinePassedException("the deadline of the call through " + breaker + " passed "
                    + Durations.text(-leftNanos(ticker)) + " before it began");
        }
    }

    /** What a failed call's outcome becomes in this context. */
    Outcome outcome(Outcome classified) {
        if (cancelled) {
            return Outcome.IGNORED;
        }
        return classified == Outcome.IGNORED && isPastDeadline() ? Outcome.FAILURE : classified;
    }

    private boolean isPastDeadline() {
        return ticker != null && leftNanos(ticker) <= 0;
    }

    private long leftNanos(Ticker clock) {
        return deadlineNanos - clock.nanos();
    }
}
