// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.State;
import io.switchgear.window.Window;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of settings, from text. A text that is not a value is refused with the reason and an example. */
final class Values {
    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ?([a-zµ]*)");
    private static final Pattern CALLS = Pattern.compile("(-?\\d+) calls?");
    private static final Map<String, BigDecimal> NANOS = Map.ofEntries(
            unit("ns", 1),
            unit("us", 1_000),
            unit("µs", 1_000),
            unit("ms", 1_000_000),
            unit("s", 1_000_000_000L),
            unit("m", 60_000_000_000L),
            unit("min", 60_000_000_000L),
            unit("h", 3_600_000_000_000L),
            unit("d", 86_400_000_000_000L),
            unit("days", 86_400_000_000_000L));

    private Values() {}

    private static Map.Entry<String, BigDecimal> unit(String name, long nanos) {
        return Map.entry(name, BigDecimal.valueOf(nanos));
    }

    /** YAML reads {@code off} and {@code on} as booleans. */
    static boolean isOff(String text) {
        return text.equalsIgnoreCase("off") || text.equalsIgnoreCase("false");
    }

    static boolean isOn(String text) {
        return text.equalsIgnoreCase("on") || text.equalsIgnoreCase("true");
    }

    static Duration duration(String text) {
        try {
            if (text.startsWith("P") || text.startsWith("-P")) {
                return Duration.parse(text);
            }
            Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
            if (amount.matches() && NANOS.containsKey(amount.group(2))) {
                BigDecimal nanos = new BigDecimal(amount.group(1)).multiply(NANOS.get(amount.group(2)));
                BigDecimal[] seconds = nanos.divideAndRemainder(NANOS.get("s"));
                return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
            }
            if (amount.matches() && amount.group(2).isEmpty()) {
                throw new IllegalArgumentException("has no unit: write " + text + "s for seconds, or " + text + "ms");
            }
        } catch (DateTimeException | ArithmeticException unusable) {
            // as any other text
        }
        throw new IllegalArgumentException("is not a duration: write it as 10s, 500ms or PT10S");
    }

    @SuppressWarnings("OrphanedFormatString") // A percentage.
    static double share(String text) {
        try {
            return text.endsWith("%")
                    ? new BigDecimal(text.substring(0, text.length() - 1).strip())
                            .movePointLeft(2)
                            .doubleValue()
                    : Double.parseDouble(text);
        } catch (NumberFormatException unusable) {
            throw new IllegalArgumentException("is not a rate: write it as 50% or 0.5", unusable);
        }
    }

    static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException unusable) {
            throw new IllegalArgumentException("is not a whole number", unusable);
        }
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException unusable) {
            throw new IllegalArgumentException("is not a number: write it as 2 or 1.5", unusable);
        }
    }

    static boolean truth(String text) {
        if (isOn(text) || isOff(text)) {
            return isOn(text);
        }
        throw new IllegalArgumentException("must be true or false");
    }

    static Window window(String text) {
        Matcher calls = CALLS.matcher(text);
        if (calls.matches()) {
            return Window.lastCalls(count(calls.group(1)));
        }
        try {
            return Window.last(duration(text));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("is not a window: write it as 10s, or as 100 calls", unusable);
        }
    }

    static State state(String text) {
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "is not a state: write closed, open, half-open, forced-open, disabled or metrics-only", unusable);
        }
    }

    /** The exception classes of a list, separated by commas. */
    static List<Class<? extends Throwable>> exceptions(String text) {
        List<Class<? extends Throwable>> types = new ArrayList<>();
        for (String name : isOff(text) ? new String[0] : text.split(",")) {
            if (!name.isBlank()) {
                types.add(exception(name.strip()));
            }
        }
        return types;
    }

    private static Class<? extends Throwable> exception(String name) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = ofThread == null ? Values.class.getClassLoader() : ofThread;
        try {
            return Class.forName(name, false, loader).asSubclass(Throwable.class);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException(
                    "names " + name
                            + ", which is not on the class path: write the full name of the class, with $ before a nested one",
                    missing);
        } catch (ClassCastException other) {
            throw new IllegalArgumentException("names " + name + ", which is not an exception: leave it out", other);
        }
    }
}
