package io.switchgear;

import io.switchgear.window.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The breaker only looks on: a circuit of its own goes through all the phases beside the calls, and what it refuses passes
 * unrecorded and is counted as "would reject". Thread-safe.
 */
final class ShadowPhase extends Phase {
    private final StateMachine shadow;

    ShadowPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.METRICS_ONLY, sinceNanos, lastTrip, change);
        this.shadow = new StateMachine(machine);
    }

    @Override
    @Nullable
    Admission admit() {
        Admission admission = shadow.admit();
        if (admission == Uncounted.CALL) {
            return null; // the shadow is retired: this phase has just ended
        }
        return admission.isRefused() ? Uncounted.CALL : admission;
    }

    @Override
    @Nullable
    CountingPhase counting() {
        return shadow.phase().counting();
    }

    @Override
    LastTrip lastTripAt(long nowNanos) {
        return lastTripIfSoonAfter(nowNanos);
    }

    /** Calls that the shadow let in are late from now on. */
    @Override
    void ended() {
        shadow.detach();
    }

    /** The settings may have been exchanged between the making of the phase and its becoming the current one. */
    @Override
    void started() {
        applyConfig();
    }

    /** Under a lock, so that of two exchanges the shadow keeps the newer one. */
    @Override
    synchronized void applyConfig() {
        shadow.follow(settings());
    }

    @Override
    Metrics metrics(long nowNanos) {
        return shadow.phase().metrics(nowNanos);
    }

    @Override
    PhaseView view(long nowNanos) {
        Phase beside = shadow.phase();
        return beside.view(nowNanos).inShadow(beside.state, beside.lastTrip.trip());
    }
}
