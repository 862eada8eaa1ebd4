// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.LastFailure;
import io.switchgear.support.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The wording of numbers and events in the text report. */
final class Wording {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Wording() {}

    /** {@return a text such as {@code 0.4 ms}, {@code 16 ms}, {@code 7.9 s}; a dash for nothing} */
    static String latency(Optional<Duration> duration) {
        return duration.map(Wording::latency).orElse("-");
    }

    /** {@return a text such as {@code 0.6 s}; a dash for nothing} */
    static String seconds(Optional<Duration> duration) {
        return duration.map(given -> decimal(given.toNanos() / NANOS_PER_SECOND) + " s")
                .orElse("-");
    }

    /** {@return a text such as {@code 45 s}} */
    static String whole(Duration duration) {
        return duration.toSeconds() + " s";
    }

    /** {@return a text such as {@code 34 %}; 100 only for all} */
    static String percent(double share) {
        return (int) (100 * share) + " %";
    }

    /** {@return the breaker's state, in at most ten letters} */
    static String state(State state, OptionalDouble rampShare, OptionalDouble shedShare) {
        if (shedShare.isPresent()) {
            return "SHED " + percent(shedShare.getAsDouble());
        }
        return rampShare.isPresent() ? "RAMP " + percent(rampShare.getAsDouble()) : state.name();
    }

    /** {@return the breaker's change and its reason in one line} */
    static String change(StateChange change) {
        return change.from() + " -> " + change.to() + ": " + change.reason()
                + change.openFor()
                        .map(wait -> "; next probe in " + Durations.text(wait))
                        .orElse("");
    }

    /** {@return the last failure before the breaker opened, which the reason of a change does not always contain} */
    static Optional<String> lastFailure(StateChange change) {
        return change.openFor()
                .flatMap(opened -> change.metrics().lastFailure())
                .map(LastFailure::description)
                .filter(last -> !change.reason().contains(last));
    }

    /** {@return the text in lines of that width, broken at blanks; all but the first are indented} */
    static String wrapped(String text, int width, int margin) {
        if (text.length() <= width) {
            return text;
        }
        int blank = text.lastIndexOf(' ', width);
        if (blank <= margin) {
            return text; // one long word
        }
        String rest = " ".repeat(margin) + text.substring(blank + 1);
        return text.substring(0, blank) + System.lineSeparator() + wrapped(rest, width, margin);
    }

    private static String latency(Duration duration) {
        double millis = duration.toNanos() / NANOS_PER_MILLI;
        if (millis >= 1_000) {
            return decimal(millis / 1_000) + " s";
        }
        return (millis >= 10 ? Long.toString(Math.round(millis)) : decimal(millis)) + " ms";
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
