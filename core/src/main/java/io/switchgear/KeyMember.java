// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Duration;

/** A key with a breaker of its own. Thread-safe where its fields say so. */
final class KeyMember<K> {
    /** The fitness of a member to make room for another; higher is better. */
    static final int UNFIT = 0;

    private static final int DUE = 1;
    private static final int HEALTHY = 2;
    /** No call has used it since the hand last passed. */
    static final int IDLE = 3;

    final K key;
    final CircuitBreaker breaker;
    /**
     * Set by callers that use the member and cleared by a search, both without synchronization: a lost mark only costs the
     * member a chance to stay.
     */
    boolean used;
    /** Whether it has been evicted. Guarded by the lock of its {@link KeyPlaces}. */
    boolean gone;

    KeyMember(K key, CircuitBreaker breaker) {
        this.key = key;
        this.breaker = breaker;
    }

    /**
     * The fitness to make room: highest if nothing would be lost, because no call is out and none has failed recently;
     * lower if little would be lost, because no call is out and the next one would be a probe. A key that is held by hand
     * or has a configuration of its own is unfit, unless it would be in shadow mode again as soon as it came back. Runs no
     * foreign code.
     */
    @SuppressWarnings("ReferenceEquality") // A configuration of the key's own is another object.
    int fitness(KeyMoves.Common common, boolean recentlyUsed, long nowNanos) {
        StateMachine machine = breaker.machine;
        Phase phase = machine.phase();
        if (machine.counters.inFlight() != 0 || machine.settings().config != common.config()) {
            return UNFIT;
        }
        if (phase.state == State.CLOSED || (phase.state == State.METRICS_ONLY && common.beginsInShadow())) {
            PhaseView view = phase.view(nowNanos);
            boolean isHealthy = view.wouldBe().orElse(State.CLOSED) == State.CLOSED
                    && view.metrics().failures() == 0;
            return !isHealthy ? UNFIT : recentlyUsed ? HEALTHY : IDLE;
        }
        boolean isDue = phase.view(nowNanos).nextProbeIn().map(Duration::isZero).orElse(false);
        return isDue && !phase.state.isManual() ? DUE : UNFIT;
    }
}
