package io.switchgear.recovery;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A share instead of everything: a breaker that sheds rejects a share of the calls in place of opening. Immutable, with value equality.
 * Nothing is checked here; the configuration that takes it checks it in its {@code build()}.
 *
 * <p>The share is the excess of failures over the threshold <i>t</i> of the breaker's failure rate (50 % where no rule has one): with
 * failure rate <i>f</i> it is 1 − (1 − f) / (1 − t), so at the threshold nothing is shed, and halfway from there to 100 % half of the
 * calls are. A slow-call rate counts likewise, and the greater share holds. The rates are those of the calls that were let in and came
 * back in the last 5 s; while these are fewer than 10, each result moves the rates by a tenth. The share rises at once, and to its
 * highest value when any other trip rule trips, such as a run of failures; it falls slowly.
 *
 * <p>Source of formula and defaults: simulations of single breakers and fleets in front of services that fail in part, are overloaded or
 * are down, in {@code docs/protection.md}.
 *
 * @since 0.1
 */
public final class Shedding {
    private static final Shedding OFF = new Shedding(Duration.ZERO, 0, Duration.ZERO, Backoff.fixed(Duration.ZERO));

    private final Duration window;
    private final double atMost;
    private final Duration fallOver;
    private final Backoff trickle;

    private Shedding(Duration window, double atMost, Duration fallOver, Backoff trickle) {
        this.window = window;
        this.atMost = atMost;
        this.fallOver = fallOver;
        this.trickle = trickle;
    }

    /** {@return no shedding: a breaker that trips opens, which is the default} */
    public static Shedding off() {
        return OFF;
    }

    /**
     * Shedding by the results of the last 5 s, of everything at most, falling over 7 s, with one call in any case when none has come back
     * for 2 s, growing to 12 s, jitter 0.5.
     *
     * @return shedding
     */
    public static Shedding excess() {
        return new Shedding(
                Duration.ofSeconds(5),
                1,
                Duration.ofSeconds(7),
                Backoff.exponential(Duration.ofSeconds(2)).upTo(Duration.ofSeconds(12)));
    }

    /**
     * The same shedding by results of another stretch of time.
     *
     * @param span the stretch; at least 10 ns, at most 36,500 days. After the share has been zero for as long the breaker closes
     * @return shedding
     */
    public Shedding window(Duration span) {
        return new Shedding(span, atMost, fallOver, trickle);
    }

    /**
     * The same shedding with another highest share.
     *
     * @param share above 0 and at most 1; with 1 only the trickle tells that an outage is over
     * @return shedding
     */
    public Shedding atMost(double share) {
        return new Shedding(window, share, fallOver, trickle);
    }

    /**
     * The same shedding with a share that falls at another speed.
     *
     * @param longest time in which the share falls from 1 to 0 at the fastest; more than zero, at most 36,500 days
     * @return shedding
     */
    public Shedding fallOver(Duration longest) {
        return new Shedding(window, atMost, longest, trickle);
    }

    /**
     * The same shedding with another trickle: when no call has come back for so long, one passes although it is shed.
     *
     * @param pauses the first pause, and how it grows while such calls bring no success; the first more than zero
     * @return shedding
     */
    public Shedding trickle(Backoff pauses) {
        return new Shedding(window, atMost, fallOver, pauses);
    }

    /** {@return whether there is none} */
    public boolean isOff() {
        return equals(OFF);
    }

    /** {@return the stretch of time whose results count} */
    public Duration window() {
        return window;
    }

    /** {@return the highest share} */
    public double atMost() {
        return atMost;
    }

    /** {@return the time in which the share falls from 1 to 0 at the fastest} */
    public Duration fallOver() {
        return fallOver;
    }

    /** {@return the pauses after which one call passes when none has come back} */
    public Backoff trickle() {
        return trickle;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shedding that
                && Double.compare(atMost, that.atMost) == 0
                && Objects.equals(window, that.window)
                && Objects.equals(fallOver, that.fallOver)
                && Objects.equals(trickle, that.trickle);
    }

    @Override
    public int hashCode() {
        return Objects.hash(window, atMost, fallOver, trickle);
    }

    @Override
    public String toString() {
        return isOff()
                ? "Shedding[off]"
                : "Shedding[window=" + window + ", atMost=" + atMost + ", fallOver=" + fallOver + ", trickle=" + trickle
                        + "]";
    }
}
