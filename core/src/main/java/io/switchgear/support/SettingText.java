// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Values of settings in the syntax of configuration files, exact and without blanks. */
public final class SettingText {
    /** The smallest share printed as a percentage; a smaller one would have too many zeros. */
    private static final double SMALLEST_PERCENTAGE = 0.000_001;

    private SettingText() {}

    /**
     * Returns a value as text: a {@link Duration}, a share as a {@link Double}, or a value whose {@code toString} is its
     * text.
     *
     * @param value any value
     * @return the text
     */
    public static String of(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        return value instanceof Double share ? percentage(share) : String.valueOf(value);
    }

    /**
     * Returns a duration as {@code 10s} or {@code 500ms}, or in ISO 8601 if neither is exact.
     *
     * @param duration at most {@link Durations#LONGEST}
     * @return the text
     */
    public static String duration(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % TimeUnit.SECONDS.toNanos(1) == 0) {
            return duration.toSeconds() + "s";
        }
        return nanos % TimeUnit.MILLISECONDS.toNanos(1) == 0 ? duration.toMillis() + "ms" : duration.toString();
    }

    /**
     * Returns a share as a percentage: {@code 50%}, {@code 12.5%}.
     *
     * @param share the share; 0.5 for a half
     * @return the text
     */
    public static String percentage(double share) {
        return share < SMALLEST_PERCENTAGE
                ? Double.toString(share)
                : BigDecimal.valueOf(share)
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%";
    }

    /**
     * Returns a number without a zero decimal: {@code 2}, {@code 1.5}.
     *
     * @param number any number
     * @return the text
     */
    public static String number(double number) {
        String text = Double.toString(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * Returns a description of a function, which has no text of its own: its class, or the class that contains a lambda.
     *
     * @param function any object
     * @return a text such as {@code com.acme.Hints} or {@code a function in com.acme.Payments}
     */
    public static String function(Object function) {
        String name = function.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : "a function in " + name.substring(0, lambda);
    }
}
