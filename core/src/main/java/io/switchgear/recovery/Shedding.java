// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of shedding: a breaker that sheds rejects a share of the calls instead of opening. Immutable, with value
 * equality. Nothing is checked here; {@code build()} of the configuration checks it.
 *
 * <p>The share is the excess of failures over the threshold <i>t</i> of the breaker's failure rate (50 % if no rule has
 * one): with failure rate <i>f</i> it is 1 − (1 − f) / (1 − t). So at the threshold nothing is shed, and halfway from there
 * to 100 %, half of the calls are. A slow-call rate counts likewise, and the greater share applies. The rates are those of
 * the calls that were admitted and came back in the last 5 s; while there are fewer than 10, each result moves the rates by
 * a tenth. The share rises at once, and to its maximum when any other trip rule trips, such as a run of failures; it falls
 * slowly.
 *
 * <p>The formula and the defaults come from simulations of single breakers and fleets in front of services that fail
 * partially, are overloaded or are down; see {@code docs/protection.md}.
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
     * Returns shedding based on the results of the last 5 s, with a share of at most 1 that falls over 7 s, and one call
     * admitted in any case when none has come back for 2 s, a pause that grows to 12 s, with jitter 0.5.
     *
     * @return the default settings of shedding
     */
    public static Shedding excess() {
        return new Shedding(
                Duration.ofSeconds(5),
                1,
                Duration.ofSeconds(7),
                Backoff.exponential(Duration.ofSeconds(2)).upTo(Duration.ofSeconds(12)));
    }

    /**
     * Returns these settings with another window.
     *
     * @param span the window; at least 10 ns, at most 36,500 days. The breaker closes after the share has been zero for
     *     that time
     * @return shedding settings
     */
    public Shedding window(Duration span) {
        return new Shedding(span, atMost, fallOver, trickle);
    }

    /**
     * Returns these settings with another maximum share.
     *
     * @param share the maximum share, above 0 and at most 1; with 1 only the trickle shows that an outage is over
     * @return shedding settings
     */
    public Shedding atMost(double share) {
        return new Shedding(window, share, fallOver, trickle);
    }

    /**
     * Returns these settings with another time for the share to fall.
     *
     * @param longest the shortest time in which the share falls from 1 to 0; more than zero, at most 36,500 days
     * @return shedding settings
     */
    public Shedding fallOver(Duration longest) {
        return new Shedding(window, atMost, longest, trickle);
    }

    /**
     * Returns these settings with another trickle: when no call has come back for a pause, one call passes although it is
     * shed.
     *
     * @param pauses the first pause, and its growth while such calls bring no success; the first more than zero
     * @return shedding settings
     */
    public Shedding trickle(Backoff pauses) {
        return new Shedding(window, atMost, fallOver, pauses);
    }

    /** {@return whether shedding is off} */
    public boolean isOff() {
        return equals(OFF);
    }

    /** {@return the length of the window} */
    public Duration window() {
        return window;
    }

    /** {@return the maximum share} */
    public double atMost() {
        return atMost;
    }

    /** {@return the shortest time in which the share falls from 1 to 0} */
    public Duration fallOver() {
        return fallOver;
    }

    /** {@return the pauses without a result after which one call passes} */
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
