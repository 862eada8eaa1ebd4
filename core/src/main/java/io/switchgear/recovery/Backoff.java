// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import io.switchgear.support.Durations;
import io.switchgear.support.RecordText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The open waits of a breaker: the first one, and each one when it opens again. Immutable. Nothing is checked here;
 * {@code build()} of the configuration checks it.
 *
 * <p>Jitter shortens a wait: with jitter <i>j</i> a wait of <i>w</i> becomes a random one between <i>(1-j)w</i> and
 * <i>w</i>, so that a fleet that opened at the same time does not return at the same time, and no wait exceeds the cap. 0.5
 * is what AWS calls "equal jitter", 1 "full jitter" (Exponential Backoff And Jitter, 2015).
 *
 * @since 0.1
 */
public final class Backoff {

    /** The default: 5 s, doubling up to 30 s, jitter 0.5. */
    public static final Backoff DEFAULT = exponential(Duration.ofSeconds(5));

    private final Values values;

    private Backoff(
            Duration first, double factor, Duration cap, double jitter, @Nullable IntFunction<Duration> function) {
        this.values = new Values(first, factor, cap, jitter, function);
    }

    /** The function is {@code null} if first wait and factor give the waits. */
    private record Values(
            Duration first,
            double factor,
            Duration cap,
            double jitter,
            @Nullable IntFunction<Duration> function) {}

    /**
     * Returns waits that double, up to 30 s, with jitter 0.5.
     *
     * @param first the wait of the first opening; zero or more, at most the cap
     * @return a back-off
     */
    public static Backoff exponential(Duration first) {
        return new Backoff(first, 2, Duration.ofSeconds(30), 0.5, null);
    }

    /**
     * Returns the same wait each time, without jitter.
     *
     * @param wait the wait; zero or more, at most 36,500 days
     * @return a back-off
     */
    public static Backoff fixed(Duration wait) {
        return new Backoff(wait, 1, wait, 0, null);
    }

    /**
     * Returns waits computed by a function, without a cap and without jitter. If the function throws or returns
     * {@code null}, or a negative or too long duration, {@link #DEFAULT} is used for that opening.
     *
     * @param waits the wait by the number of openings in a row, 1 for the first; pure and thread-safe
     * @return a back-off
     */
    @SuppressWarnings("NullAway") // A null function becomes a null wait, which the configuration reports.
    public static Backoff of(IntFunction<Duration> waits) {
        return new Backoff(waits == null ? null : Duration.ZERO, 1, Durations.LONGEST, 0, waits);
    }

    /**
     * Returns this back-off with another cap.
     *
     * @param longest the longest wait; at least the first, at most 36,500 days
     * @return a back-off
     */
    public Backoff upTo(Duration longest) {
        return new Backoff(first(), factor(), longest, jitter(), values.function);
    }

    /**
     * Returns this back-off with another growth.
     *
     * @param growth the factor from one wait to the next, at least 1 and at most 1,000
     * @return a back-off
     */
    public Backoff factor(double growth) {
        return new Backoff(first(), growth, cap(), jitter(), values.function);
    }

    /**
     * Returns this back-off with another jitter.
     *
     * @param share the random share of each wait, 0 (none) to 1
     * @return a back-off
     */
    public Backoff jitter(double share) {
        return new Backoff(first(), factor(), cap(), share, values.function);
    }

    /** {@return the wait of the first opening; zero if a function computes the waits} */
    public Duration first() {
        return values.first;
    }

    /** {@return the growth from one opening to the next} */
    public double factor() {
        return values.factor;
    }

    /** {@return the longest wait} */
    public Duration cap() {
        return values.cap;
    }

    /** {@return the random share of each wait, 0 to 1} */
    public double jitter() {
        return values.jitter;
    }

    /** {@return the function that computes the waits; empty if there is none} */
    public Optional<IntFunction<Duration>> function() {
        return Optional.ofNullable(values.function);
    }

    /**
     * Computes the wait of one opening.
     *
     * @param consecutiveOpenings the openings in a row, including this one; at least 1
     * @param chance a random number, at least 0 and below 1
     * @return the wait, zero or more, at most the cap
     * @throws IllegalArgumentException if the user's function returns an unusable duration
     */
    public Duration waitFor(int consecutiveOpenings, double chance) {
        long wait = Math.min(nominalNanos(consecutiveOpenings), Durations.nanos(cap()));
        return Duration.ofNanos(wait - (long) (wait * jitter() * chance));
    }

    private long nominalNanos(int consecutiveOpenings) {
        if (values.function == null) {
            return (long) (Durations.nanos(first()) * Math.pow(factor(), consecutiveOpenings - 1));
        }
        Duration wait = values.function.apply(consecutiveOpenings);
        if (wait == null || wait.isNegative() || wait.compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "back-off function returned " + wait + " for opening " + consecutiveOpenings
                            + ": a wait must be zero or more and at most " + Durations.text(Durations.LONGEST));
        }
        return wait.toNanos();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Backoff that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all settings by name} */
    @Override
    public String toString() {
        return RecordText.of("Backoff", values);
    }
}
