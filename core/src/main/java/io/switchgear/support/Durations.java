// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Durations in nanoseconds, as the breaker keeps them, and as text. */
public final class Durations {
    /** The longest duration allowed in any setting: 100 years of 365 days, so that adding two never overflows. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Duration SHORTEST = LONGEST.negated();

    private Durations() {}

    /**
     * Returns the duration in nanoseconds, limited to {@link #LONGEST} in either direction instead of overflowing.
     *
     * @param duration any duration
     * @return the nanoseconds
     */
    public static long nanos(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            return LONGEST.toNanos();
        }
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST.toNanos() : duration.toNanos();
    }

    /**
     * Returns the duration as readable text: {@code 250 ms}, {@code 3.2 s}, {@code 10 min}.
     *
     * @param nanos the nanoseconds
     * @return a number with at most one decimal, and a unit
     */
    public static String text(long nanos) {
        long size = Math.abs(nanos);
        if (size >= TimeUnit.DAYS.toNanos(2)) {
            return in(nanos, TimeUnit.DAYS, "days");
        }
        if (size >= TimeUnit.HOURS.toNanos(2)) {
            return in(nanos, TimeUnit.HOURS, "h");
        }
        if (size >= TimeUnit.MINUTES.toNanos(2)) {
            return in(nanos, TimeUnit.MINUTES, "min");
        }
        if (size >= TimeUnit.SECONDS.toNanos(1) || size == 0) {
            return in(nanos, TimeUnit.SECONDS, "s");
        }
        if (size >= TimeUnit.MILLISECONDS.toNanos(1)) {
            return in(nanos, TimeUnit.MILLISECONDS, "ms");
        }
        return size >= 1_000 ? in(nanos, TimeUnit.MICROSECONDS, "µs") : nanos + " ns";
    }

    /**
     * Returns the duration as readable text, as {@link #text(long)} does.
     *
     * @param duration any duration
     * @return a number with at most one decimal, and a unit
     */
    public static String text(Duration duration) {
        return text(nanos(duration));
    }

    private static String in(long nanos, TimeUnit unit, String name) {
        String number = String.format(Locale.ROOT, "%.1f", (double) nanos / unit.toNanos(1));
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + name;
    }
}
