package io.switchgear;

import org.jspecify.annotations.Nullable;

/** The breaker is held open by hand: every call is refused. Immutable. */
final class ForcedOpenPhase extends Phase {

    ForcedOpenPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.FORCED_OPEN, sinceNanos, outage, change);
    }

    @Override
    Admission admit() {
        circuit.rejected(RejectionReason.FORCED_OPEN);
        return this;
    }

    @Override
    RejectionReason refusedFor() {
        return RejectionReason.FORCED_OPEN;
    }

    @Override
    CallNotPermittedException rejection() {
        return new CallNotPermittedException(
                this, RejectionReason.FORCED_OPEN, now(), CallNotPermittedException.NOBODY_KNOWS);
    }
}
