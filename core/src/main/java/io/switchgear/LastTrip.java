package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * What later phases need to know of the last opening. Immutable.
 *
 * @param consecutiveOpenings openings in a row, 0 before the first
 * @param waitNanos how long the last opening was to last
 * @param trip the last opening, or {@code null} before the first
 * @param ownTrip the last opening of this outage by a rule or by probes, or {@code null} when there was none: the evidence that
 *     an opening by hand does not replace
 */
record LastTrip(
        int consecutiveOpenings,
        long waitNanos,
        @Nullable StateChange trip,
        @Nullable StateChange ownTrip) {
    static final LastTrip NONE = new LastTrip(0, 0, null, null);

    /** The outage after its end: nothing of it counts any more, but it can be read. */
    LastTrip over() {
        return new LastTrip(0, 0, trip, null);
    }
}
