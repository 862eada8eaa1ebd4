// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deadline and a cancellation signal for one or more calls, passed to {@link Guard#within(CallContext)}. A guard checks
 * it before it admits a call, and again when the call fails. A context does not interrupt anything. Thread-safe.
 *
 * @since 0.1
 */
public final class CallContext {
    /** The context of calls without one: no deadline, never cancelled. */
    static final CallContext NONE = new CallContext(null, null, null, 0);

    /** The contexts that this one combines; {@code null} for a context of its own. */
    private final @Nullable CallContext first;

    private final @Nullable CallContext second;
    private final @Nullable Ticker ticker;
    private final long deadlineNanos;
    /** Set once, by {@link #cancel()}. */
    private volatile boolean cancelled;

    private CallContext(
            @Nullable CallContext first, @Nullable CallContext second, @Nullable Ticker ticker, long deadlineNanos) {
        this.first = first;
        this.second = second;
        this.ticker = ticker;
        this.deadlineNanos = deadlineNanos;
    }

    /** {@return a context without a deadline, which can be cancelled} */
    public static CallContext cancellable() {
        return new CallContext(null, null, null, 0);
    }

    /**
     * A context with a deadline, which can also be cancelled.
     *
     * @param timeout the time from now until the deadline; zero or less means that it has passed
     * @return a context
     */
    public static CallContext within(Duration timeout) {
        return within(timeout, Ticker.system());
    }

    /**
     * A context with a deadline measured by another clock.
     *
     * @param timeout the time from now until the deadline; zero or less means that it has passed
     * @param ticker the clock
     * @return a context
     */
    public static CallContext within(Duration timeout, Ticker ticker) {
        Objects.requireNonNull(timeout, "timeout");
        return new CallContext(null, null, ticker, ticker.nanos() + Durations.nanos(timeout));
    }

    /** A context that is over when this one or another is. */
    CallContext and(CallContext other) {
        return other == NONE ? this : new CallContext(this, other, null, 0);
    }

    /** Cancels the calls: nobody wants their results any more. A call that is already running goes on. */
    public void cancel() {
        cancelled = true;
    }

    /** {@return whether it was cancelled} */
    public boolean isCancelled() {
        return cancelled || (first != null && first.isCancelled()) || (second != null && second.isCancelled());
    }

    /**
     * The time that is left, to be passed on to the operation.
     *
     * @return zero or more; absent without a deadline
     */
    public Optional<Duration> remaining() {
        return ticker == null
                ? Stream.of(first, second)
                        .filter(Objects::nonNull)
                        .flatMap(part -> part.remaining().stream())
                        .min(Comparator.naturalOrder())
                : Optional.of(Duration.ofNanos(Math.max(0, leftNanos(ticker))));
    }

    /** Throws if the context is over. */
    void check(String breaker) {
        RuntimeException over = over(breaker);
        if (over != null) {
            throw over;
        }
    }

    /** The reason why a call must not begin any more; {@code null} while it may. */
    @Nullable
    RuntimeException over(String breaker) {
        if (cancelled) {
            return new CancellationException("the call through " + breaker + " was cancelled before it began");
        }
        long left = ticker == null ? 1 : leftNanos(ticker);
        if (left <= 0) {
            return new DeadlinePassedException("the deadline of the call through " + breaker + " passed "
                    + Durations.text(-left) + " before it began");
        }
        RuntimeException over = first == null ? null : first.over(breaker);
        return over != null || second == null ? over : second.over(breaker);
    }

    /** Whether the deadline has passed. */
    boolean isPastDeadline() {
        return (ticker != null && leftNanos(ticker) <= 0)
                || (first != null && first.isPastDeadline())
                || (second != null && second.isPastDeadline());
    }

    private long leftNanos(Ticker clock) {
        return deadlineNanos - clock.nanos();
    }
}
