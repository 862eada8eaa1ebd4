package io.switchgear;

import org.jspecify.annotations.Nullable;

/** The breaker is closed: every call passes and is counted, and the trip rule decides when that ends. Thread-safe. */
final class ClosedPhase extends CountingPhase {

    ClosedPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.CLOSED, sinceNanos, outage, change);
    }

    /** Soon after closing it is the old outage still; later a new one. */
    @Override
    int attemptIfOpened(long nowNanos) {
        return nowNanos - sinceNanos < outage.waitNanos() ? outage.consecutiveOpenings() + 1 : 1;
    }
}
