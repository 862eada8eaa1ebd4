// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import java.time.Duration;
import java.util.List;

/** The replies of the script, and the messages of a channel. Throws {@link IllegalArgumentException} for anything else. */
final class Replies {
    private static final String FORMAT = "1";
    private static final int FIELDS = 12;
    private static final int MESSAGE_FIELDS = 9;

    private Replies() {}

    static FleetRecord record(List<?> reply) {
        if (reply == null || reply.size() != FIELDS) {
            throw new IllegalArgumentException("the script's reply does not have " + FIELDS + " fields");
        }
        List<String> fields = reply.stream().map(String::valueOf).toList();
        return new FleetRecord(
                fields.get(0).equals("1"),
                Long.parseLong(fields.get(1)),
                FleetState.valueOf(fields.get(2)),
                Duration.ofMillis(Long.parseLong(fields.get(3))),
                Integer.parseInt(fields.get(4)),
                Names.plain(fields.get(5)),
                Names.plain(fields.get(6)),
                Integer.parseInt(fields.get(7)),
                Integer.parseInt(fields.get(8)),
                Names.plain(fields.get(9)),
                Duration.ofMillis(Long.parseLong(fields.get(10))),
                Long.parseLong(fields.get(11)));
    }

    /** A change that a channel tells. */
    record Change(String breaker, FleetRecord record) {}

    static Change change(String message) {
        String[] fields = message.split("\\|", -1);
        if (fields.length != MESSAGE_FIELDS || !fields[0].equals(FORMAT)) {
            throw new IllegalArgumentException("not a message in format " + FORMAT);
        }
        FleetState state = FleetState.valueOf(fields[3]);
        FleetRecord record = new FleetRecord(
                true,
                Long.parseLong(fields[2]),
                state,
                state == FleetState.CLOSED ? Duration.ZERO : Duration.ofMillis(Long.parseLong(fields[4])),
                Integer.parseInt(fields[5]),
                Names.plain(fields[6]),
                Names.plain(fields[7]),
                0,
                0,
                "",
                Duration.ZERO,
                Long.parseLong(fields[8]));
        return new Change(Names.plain(fields[1]), record);
    }
}
