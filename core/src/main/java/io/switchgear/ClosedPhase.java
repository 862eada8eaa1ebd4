package io.switchgear;

import org.jspecify.annotations.Nullable;

/** The breaker is closed: every call passes and is counted, and the trip rule decides when that ends. Thread-safe. */
final class ClosedPhase extends CountingPhase {

    ClosedPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.CLOSED, sinceNanos, outage, change);
    }

    @Override
    Outage outageAt(long nowNanos) {
        return outageIfSoonAfter(nowNanos);
    }
}
