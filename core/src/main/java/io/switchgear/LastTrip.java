// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * The facts about the last opening that later phases need. Immutable.
 *
 * @param consecutiveOpenings openings in a row, 0 before the first
 * @param waitNanos the open wait of the last opening
 * @param trip the last opening, or {@code null} before the first
 * @param ownTrip the last opening in this outage by a rule or by probes, or {@code null} if there was none: the evidence
 *     that an opening by hand does not replace
 */
record LastTrip(
        int consecutiveOpenings,
        long waitNanos,
        @Nullable StateChange trip,
        @Nullable StateChange ownTrip) {
    static final LastTrip NONE = new LastTrip(0, 0, null, null);

    /** The outage after its end: it no longer counts, but it can be read. */
    LastTrip over() {
        return new LastTrip(0, 0, trip, null);
    }
}
