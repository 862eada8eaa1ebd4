// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.support.Durations.LONGEST;

import io.switchgear.support.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes in a set of settings, each with the setting, its value, the bound and the way out. Not thread-safe. */
final class ConfigErrors {
    private static final int LONGEST_QUOTE = 60;

    private final List<String> found = new ArrayList<>();

    void wrong(String setting, @Nullable Object value, String bound) {
        found.add(setting + "(" + value + ") " + bound);
    }

    void addAll(List<String> others) {
        found.addAll(others);
    }

    boolean present(String setting, @Nullable Object value) {
        if (value == null) {
            wrong(setting, null, "must not be null: leave the setting out for its default");
        }
        return value != null;
    }

    void inBounds(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            wrong(setting, value, "must be at least " + least + " and at most " + most);
        }
    }

    boolean duration(String setting, @Nullable Duration value, long leastNanos) {
        if (!present(setting, value) || value == null) {
            return false;
        }
        boolean sound = value.compareTo(Duration.ofNanos(leastNanos)) >= 0 && value.compareTo(LONGEST) <= 0;
        if (!sound) {
            String least = leastNanos == 0
                    ? "zero or more"
                    : leastNanos == 1 ? "more than zero" : "at least " + leastNanos + " ns";
            wrong(setting, value, "must be " + least + " and at most " + LONGEST.toDays() + " days");
        }
        return sound;
    }

    /** Checks a text that identifies something or gives a reason. */
    boolean text(String setting, @Nullable String value, String purpose) {
        if (value == null) {
            wrong(setting, null, "must not be null: " + purpose);
            return false;
        }
        boolean blank = Text.oneLine(value, LONGEST_QUOTE).isBlank();
        if (blank) {
            wrong(setting, quoted(value), "must not be blank: " + purpose);
        }
        return !blank;
    }

    /**
     * Rejects the settings if any is wrong.
     *
     * @throws InvalidConfigException with all mistakes
     */
    void throwIfAny(String what) {
        if (!found.isEmpty()) {
            throw new InvalidConfigException("Circuit breaker " + what, found);
        }
    }

    /**
     * The exception for a required argument that is {@code null}.
     *
     * @param breaker the breaker's name
     * @param setting the missing argument
     * @param wayOut the remedy
     */
    static NullPointerException missing(@Nullable String breaker, String setting, String wayOut) {
        return new NullPointerException(
                "Circuit breaker " + quoted(breaker) + ": " + setting + "(null) must not be null: " + wayOut);
    }

    /** The name of a breaker as it appears in a message, even if the name itself is wrong. */
    static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + Text.oneLine(text, LONGEST_QUOTE) + "\"";
    }
}
