// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.InvalidConfigException;
import io.switchgear.recovery.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes in the settings of a fleet, each with the setting, its value, the bound and the way out. */
final class FleetErrors {
    static final int LONGEST_NAME = 100;
    /** Every report carries it, so it is short. */
    static final int LONGEST_INSTANCE = 64;

    static final int LONGEST_REASON = 500;
    private static final int LONGEST_QUOTE = 60;
    private static final int MOST_INSTANCES = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final List<String> found = new ArrayList<>();

    void wrong(String setting, @Nullable Object value, String bound) {
        found.add(setting + "(" + value + ") " + bound);
    }

    <T> void present(String setting, @Nullable T value) {
        if (value == null) {
            wrong(setting, null, "must not be null");
        }
    }

    void text(String setting, @Nullable String value, int longest) {
        if (value == null) {
            wrong(setting, null, "must not be null");
        } else if (value.isBlank()) {
            wrong(setting, quoted(value), "must not be blank: it is what operators will read");
        } else {
            line(setting, value, longest);
        }
    }

    /** A text that may be empty. */
    void line(String setting, String value, int longest) {
        if (value.length() > longest) {
            wrong(setting, quoted(value), "has " + value.length() + " characters: at most " + longest + " are allowed");
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            wrong(setting, quoted(value), "must be one line of printable characters");
        }
    }

    private static String quoted(String text) {
        String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return '"' + shown.replaceAll("\\p{Cntrl}+", " ") + '"';
    }

    void quorum(@Nullable Quorum quorum) {
        if (quorum == null) {
            wrong("quorum", null, "must not be null");
            return;
        }
        if (quorum.least() < 1 || quorum.least() > MOST_INSTANCES) {
            wrong("quorum.least", quorum.least(), "must be at least 1 and at most " + MOST_INSTANCES + " instances");
        }
        if (!(quorum.share() > 0 && quorum.share() <= 1)) {
            wrong("quorum.share", quorum.share(), "must be more than 0 and at most 1: 0.3 is 30 % of the instances");
        }
    }

    void probeEvery(@Nullable Backoff waits) {
        if (waits == null) {
            wrong("probeEvery", null, "must not be null");
        } else if (waits.cap().compareTo(LONGEST_WAIT) > 0 || waits.cap().isZero()) {
            wrong("probeEvery", waits, "must wait for more than zero and at most " + LONGEST_WAIT.toHours() + " hour");
        }
    }

    void holdTime(String setting, @Nullable Duration time) {
        if (time == null || time.compareTo(Duration.ZERO) <= 0 || time.compareTo(FleetRecord.LONGEST) > 0) {
            wrong(
                    setting,
                    time,
                    "must be more than zero and at most " + FleetRecord.LONGEST.toHours()
                            + " hours: a hold ends by itself, so that nobody forgets it");
        }
    }

    /**
     * Rejects the settings if any is wrong.
     *
     * @throws InvalidConfigException with all mistakes
     */
    void throwIfAny(@Nullable String fleet) {
        if (!found.isEmpty()) {
            throw new InvalidConfigException("Fleet " + (fleet == null ? "null" : quoted(fleet)), found);
        }
    }
}
