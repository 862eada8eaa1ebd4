package io.switchgear;

import java.time.Duration;

/** A key with a breaker of its own. Thread-safe where its fields say so. */
final class KeyMember<K> {
    /** How well a member can make room for another; the more the better. */
    static final int UNFIT = 0;

    private static final int DUE = 1;
    private static final int HEALTHY = 2;
    /** Nobody has used it since the hand last passed. */
    static final int IDLE = 3;

    final K key;
    final CircuitBreaker breaker;
    /** Set by callers that use the member and cleared by a search, both without a guard: a lost mark costs a chance. */
    boolean used;
    /** Whether it has been evicted. Guarded by the lock of its {@link KeyPlaces}. */
    boolean gone;

    KeyMember(K key, CircuitBreaker breaker) {
        this.key = key;
        this.breaker = breaker;
    }

    /**
     * How well it can make room: best when nothing would be lost with it, for no call is out and none has failed lately; less
     * well when little would be lost, for no call is out and the next one would be a probe. A key that is held by hand or has a
     * configuration of its own is unfit, unless it would be in shadow mode again as soon as it came back. Runs no foreign code.
     */
    @SuppressWarnings("ReferenceEquality") // A configuration that a key was given for itself is another object.
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
