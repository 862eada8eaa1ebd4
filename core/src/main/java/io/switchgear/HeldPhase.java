package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * The breaker is held by hand: forced open, where every call is refused, or disabled, where every call passes and nothing is
 * counted. Immutable.
 */
final class HeldPhase extends Phase {

    HeldPhase(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, state, sinceNanos, outage, change);
    }

    @Override
    Admission admit() {
        if (state == State.DISABLED) {
            return Unrecorded.CALL;
        }
        circuit.rejected(RejectionReason.FORCED_OPEN);
        return this;
    }

    @Override
    Outage outageAt(long nowNanos) {
        return outageIfSoonAfter(nowNanos);
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
