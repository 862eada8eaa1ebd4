package io.switchgear.recovery;

import io.switchgear.support.Durations;
import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long a breaker stays open: the first time, and each time that it has to open again. Immutable. Nothing is checked
 * here; the configuration that takes it checks it in its {@code build()}.
 *
 * <p>Jitter takes something off: with jitter <i>j</i> a wait of <i>w</i> becomes a random one between <i>(1-j)w</i> and
 * <i>w</i>, so that a fleet that opened together does not come back together and no wait exceeds the cap. 0.5 is what AWS
 * calls "equal jitter", 1 "full jitter" (Exponential Backoff And Jitter, 2015).
 *
 * @param first wait of the first opening; zero or more
 * @param factor growth from one opening to the next, at least 1
 * @param cap longest wait, at least {@code first}
 * @param jitter share of the wait that is left to chance, 0 to 1
 * @param custom a user's own waits by attempt (1 for the first), in place of first and factor; or {@code null}
 */
public record Backoff(
        Duration first,
        double factor,
        Duration cap,
        double jitter,
        @Nullable IntFunction<Duration> custom) {

    /** The default: 5 s, doubling up to 60 s, jitter 0.5. */
    public static final Backoff DEFAULT = exponential(Duration.ofSeconds(5));

    /**
     * Waits that double, up to 60 s, with jitter 0.5.
     *
     * @param first wait of the first opening; zero or more, at most the cap
     * @return a back-off
     */
    public static Backoff exponential(Duration first) {
        return new Backoff(first, 2, Duration.ofSeconds(60), 0.5, null);
    }

    /**
     * The same wait each time, without jitter.
     *
     * @param wait zero or more, at most 36,500 days
     * @return a back-off
     */
    public static Backoff fixed(Duration wait) {
        return new Backoff(wait, 1, wait, 0, null);
    }

    /**
     * Waits of the user's own, without a cap and without jitter. When the function throws or returns {@code null}, a
     * negative or too long duration, {@link #DEFAULT} takes its place for that opening.
     *
     * @param waits the wait for an attempt, 1 for the first opening; pure and thread-safe
     * @return a back-off
     */
    @SuppressWarnings("NullAway") // A missing function becomes a missing wait, which the configuration reports.
    public static Backoff of(IntFunction<Duration> waits) {
        return new Backoff(waits == null ? null : Duration.ZERO, 1, Durations.LONGEST, 0, waits);
    }

    /**
     * The same back-off with another cap.
     *
     * @param longest longest wait; at least the first, at most 36,500 days
     * @return a back-off
     */
    public Backoff upTo(Duration longest) {
        return new Backoff(first, factor, longest, jitter, custom);
    }

    /**
     * The same back-off with another growth.
     *
     * @param growth at least 1 and at most 1,000
     * @return a back-off
     */
    public Backoff factor(double growth) {
        return new Backoff(first, growth, cap, jitter, custom);
    }

    /**
     * The same back-off with another jitter.
     *
     * @param share 0 (none) to 1
     * @return a back-off
     */
    public Backoff jitter(double share) {
        return new Backoff(first, factor, cap, share, custom);
    }

    /**
     * The wait for one opening.
     *
     * @param attempt 1 for the first opening, one more for each re-opening
     * @param chance a random number, at least 0 and below 1
     * @return nanoseconds, at most the cap
     * @throws IllegalArgumentException when the user's own function gives no usable duration
     */
    public long nanos(int attempt, double chance) {
        long wait = Math.min(nominalNanos(attempt), Durations.nanos(cap));
        return wait - (long) (wait * jitter * chance);
    }

    private long nominalNanos(int attempt) {
        if (custom == null) {
            return (long) (Durations.nanos(first) * Math.pow(factor, attempt - 1));
        }
        Duration wait = custom.apply(attempt);
        if (wait == null || wait.isNegative() || wait.compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException("back-off function gave " + wait + " for attempt " + attempt
                    + ": a wait is zero or more and at most " + Durations.text(Durations.LONGEST));
        }
        return wait.toNanos();
    }
}
