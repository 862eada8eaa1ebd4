package io.switchgear;

import org.jspecify.annotations.Nullable;

/** The breaker is switched off by hand: every call passes and nothing is counted. Immutable. */
final class DisabledPhase extends Phase {

    DisabledPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.DISABLED, sinceNanos, outage, change);
    }

    @Override
    Admission admit() {
        return Unrecorded.CALL;
    }
}
