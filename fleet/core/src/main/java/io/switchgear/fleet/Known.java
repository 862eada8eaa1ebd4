// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The record as an instance knows it. Immutable.
 *
 * @param atNanos when it came
 */
record Known(FleetRecord record, long atNanos) {
    static final Known NOTHING = new Known(
            new FleetRecord(false, 0, FleetState.CLOSED, Duration.ZERO, 0, "", "", 0, 0, "", Duration.ZERO, 0), 0);

    boolean isClosed() {
        return record.isClosed();
    }

    /** The time until the first probe, by now. */
    Duration left(long nowNanos) {
        Duration left = record.left().minusNanos(nowNanos - atNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The time of the store, in milliseconds, that is not reached before so much time has passed here. */
    long storeMillisIn(Duration time, long nowNanos) {
        return record.storeMillis() + TimeUnit.NANOSECONDS.toMillis(nowNanos - atNanos) + time.toMillis();
    }
}
