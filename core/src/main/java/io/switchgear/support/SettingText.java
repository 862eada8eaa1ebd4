package io.switchgear.support;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Values of settings as configuration files have them, exact and without blanks. */
public final class SettingText {
    /** Below this a share has too many zeros to be read as a percentage. */
    private static final double SMALLEST_PERCENTAGE = 0.000_001;

    private SettingText() {}

    /**
     * A value: a {@link Duration}, a share as a {@link Double}, or what is text by itself.
     *
     * @param value any
     * @return the text
     */
    public static String of(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        return value instanceof Double share ? percentage(share) : String.valueOf(value);
    }

    /**
     * A duration: {@code 10s}, {@code 500ms}, and as ISO 8601 where neither is exact.
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
     * A share as a percentage: {@code 50%}, {@code 12.5%}.
     *
     * @param share 0.5 for a half
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
     * A number without a decimal that is zero: {@code 2}, {@code 1.5}.
     *
     * @param number any
     * @return the text
     */
    public static String number(double number) {
        String text = Double.toString(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * A function in words, since it has no text of its own: its class, or where a lambda stands.
     *
     * @param function any object
     * @return such as {@code com.acme.Hints} or {@code a function in com.acme.Payments}
     */
    public static String function(Object function) {
        String name = function.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : "a function in " + name.substring(0, lambda);
    }
}
