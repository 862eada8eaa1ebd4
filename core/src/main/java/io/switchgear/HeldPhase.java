// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * A phase held by hand: forced open, where every call is refused, or disabled, where every call passes and nothing is
 * counted. Immutable.
 */
final class HeldPhase extends Phase {

    HeldPhase(StateMachine machine, State state, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, state, sinceNanos, lastTrip, change);
    }

    @Override
    Admission admit() {
        if (state == State.DISABLED) {
            return Admission.UNCOUNTED;
        }
        machine.rejected(RejectionReason.FORCED_OPEN);
        return this;
    }

    @Override
    LastTrip lastTripAt(long nowNanos) {
        return lastTripIfSoonAfter(nowNanos);
    }

    @Override
    RejectionReason refusedFor() {
        return RejectionReason.FORCED_OPEN;
    }

    @Override
    CallNotPermittedException rejection() {
        return rejection(RejectionReason.FORCED_OPEN, now(), CallNotPermittedException.NOBODY_KNOWS);
    }
}
