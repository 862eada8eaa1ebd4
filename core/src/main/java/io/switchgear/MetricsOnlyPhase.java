package io.switchgear;

import io.switchgear.window.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The breaker only looks on: a circuit of its own goes through all the phases beside the calls, and what it refuses passes
 * unrecorded and is counted as "would reject". Thread-safe.
 */
final class MetricsOnlyPhase extends Phase {
    private final Circuit shadow;

    MetricsOnlyPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.METRICS_ONLY, sinceNanos, outage, change);
        this.shadow = new Circuit(circuit);
    }

    @Override
    @Nullable
    Admission admit() {
        Admission admission = shadow.admit();
        if (admission == Unrecorded.CALL) {
            return null; // the shadow is retired: this phase has just ended
        }
        return admission.isRefused() ? Unrecorded.CALL : admission;
    }

    @Override
    @Nullable
    CountingPhase counting() {
        return shadow.phase().counting();
    }

    @Override
    Outage outageAt(long nowNanos) {
        return outageIfSoonAfter(nowNanos);
    }

    /** Calls that the shadow let in are late from now on. */
    @Override
    void ended() {
        shadow.retire();
    }

    /** The settings may have been exchanged between the making of the phase and its becoming the current one. */
    @Override
    void started() {
        fitSettings();
    }

    /** Under a lock, so that of two exchanges the shadow keeps the newer one. */
    @Override
    synchronized void fitSettings() {
        shadow.follow(settings());
    }

    @Override
    Metrics metrics(long nowNanos) {
        return shadow.phase().metrics(nowNanos);
    }

    @Override
    PhaseView view(long nowNanos) {
        Phase beside = shadow.phase();
        return beside.view(nowNanos).inShadow(beside.state, beside.outage.trip());
    }
}
