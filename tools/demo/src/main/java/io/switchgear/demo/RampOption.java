// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The option {@code --ramp}: a duration as typed, and its bounds. */
final class RampOption {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** More digits than any bound has, but few enough never to overflow. */
    private static final Pattern TYPED = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private RampOption() {}

    /** {@return the duration; empty, with one more mistake, if the text is not valid} */
    static Optional<Duration> parse(String text, List<String> mistakes) {
        Optional<Duration> ramp = duration(text)
                .filter(typed -> typed.compareTo(SHORTEST) >= 0)
                .filter(typed -> typed.compareTo(LONGEST) <= 0);
        if (ramp.isEmpty()) {
            mistakes.add(
                    "--ramp " + text + ": must be 100ms to 10m, a whole number with its unit (ms, s or m), like 5s");
        }
        return ramp;
    }

    /**
     * Checks that the day has room: each recovery of a day takes longer by the ramp, and the rest must still be a valid
     * day.
     */
    static void checkFits(Duration ramp, String text, Duration day, int recoveries, List<String> mistakes) {
        Duration most = day.minus(Day.SHORTEST).dividedBy(recoveries).truncatedTo(ChronoUnit.MILLIS);
        if (ramp.compareTo(most) > 0) {
            long seconds = Day.SHORTEST
                    .plus(ramp.multipliedBy(recoveries))
                    .plusMillis(999)
                    .toSeconds();
            String room = most.compareTo(SHORTEST) < 0 ? "nothing" : "at most " + typed(most);
            mistakes.add("--ramp " + text + ": the healthy parts of a day of " + Wording.whole(day) + " have room for "
                    + room + " after each fault; take --seconds " + seconds + " or more");
        }
    }

    private static String typed(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static Optional<Duration> duration(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(typed.group(1));
        return Optional.of(
                switch (typed.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    default -> Duration.ofMinutes(number);
                });
    }
}
