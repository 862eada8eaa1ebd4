// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import org.jspecify.annotations.Nullable;

/** The closed phase: every call passes and is counted, and the trip rule decides when the phase ends. Thread-safe. */
final class ClosedPhase extends CountingPhase {

    ClosedPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.CLOSED, sinceNanos, lastTrip, change);
    }

    @Override
    LastTrip lastTripAt(long nowNanos) {
        return lastTripIfSoonAfter(nowNanos);
    }
}
