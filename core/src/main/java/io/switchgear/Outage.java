package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * What later phases need to know of the last opening. Immutable.
 *
 * @param consecutiveOpenings openings in a row, 0 before the first
 * @param waitNanos how long the last opening was to last
 * @param trip the last opening, or {@code null} before the first
 */
record Outage(
        int consecutiveOpenings, long waitNanos, @Nullable StateChange trip) {
    static final Outage NONE = new Outage(0, 0, null);
}
