// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The answer of the script, and the same as a message on a channel. A program that can write to the Redis can forge both. */
final class Reply {
    private static final int FIELDS = 12;
    private static final int LONGEST_TEXT = 100_000;
    private static final String FORMAT = "1";
    /** The number of the format and the breaker, before the answer. */
    private static final int BEFORE = 2;

    private final List<?> fields;

    private Reply(List<?> fields) {
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("an answer has " + FIELDS + " fields, not " + fields.size());
        }
        this.fields = fields;
    }

    /** A change that was told on a channel. */
    record Push(String breaker, FleetRecord record) {}

    /** Reads an answer. Throws an {@link IllegalArgumentException} if the script cannot have given it. */
    static FleetRecord read(List<?> answer) {
        return new Reply(answer).toRecord();
    }

    /** Reads a message; empty if its format is not known here. */
    static Optional<Push> readPush(String message) {
        List<String> parts = Arrays.stream(message.split("\\|", -1))
                .map(part -> part.replace("%7C", "|").replace("%25", "%"))
                .toList();
        if (parts.size() != BEFORE + FIELDS || !parts.get(0).equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Push(parts.get(1), read(parts.subList(BEFORE, parts.size()))));
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private FleetRecord toRecord() {
        return new FleetRecord(
                number(0, 1) == 1,
                number(1, Long.MAX_VALUE),
                FleetState.valueOf(text(2)),
                millis(3),
                (int) number(4, Integer.MAX_VALUE),
                text(5),
                text(6),
                (int) number(7, Integer.MAX_VALUE),
                (int) number(8, Integer.MAX_VALUE),
                text(9),
                millis(10),
                number(11, Long.MAX_VALUE));
    }

    private String text(int field) {
        if (fields.get(field) instanceof String text && text.length() <= LONGEST_TEXT) {
            return text;
        }
        throw new IllegalArgumentException("field " + field + " of an answer is not a text of at most " + LONGEST_TEXT);
    }

    private long number(int field, long most) {
        long number = Long.parseLong(text(field));
        if (number < 0 || number > most) {
            throw new IllegalArgumentException("field " + field + " of an answer is out of bounds: " + number);
        }
        return number;
    }

    private Duration millis(int field) {
        return Duration.ofMillis(number(field, Long.MAX_VALUE));
    }
}
