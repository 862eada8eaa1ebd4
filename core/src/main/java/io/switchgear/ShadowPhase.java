// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.window.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The phase of shadow mode: a state machine of its own, the shadow, goes through all the phases, and every call passes. A
 * call that the shadow would reject passes uncounted and adds to "would reject". Thread-safe.
 */
final class ShadowPhase extends Phase {
    private final StateMachine shadow;

    ShadowPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.METRICS_ONLY, sinceNanos, lastTrip, change);
        this.shadow = new StateMachine(machine);
    }

    @Override
    @Nullable
    @SuppressWarnings("ReferenceEquality") // There is one uncounted admission.
    Admission admit() {
        Admission admission = shadow.admit();
        if (admission == Admission.UNCOUNTED) {
            return null; // the shadow is detached: this phase has just ended
        }
        return admission.isRefused() ? Admission.UNCOUNTED : admission;
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

    /** Makes the results of calls that the shadow admitted stale. */
    @Override
    void ended() {
        shadow.detach();
    }

    /** The settings may have been replaced between the creation of the phase and its becoming the current one. */
    @Override
    void started() {
        applyConfig();
    }

    /** Runs under a lock, so that of two replacements the shadow keeps the newer one. */
    @Override
    synchronized void applyConfig() {
        shadow.useConfig(settings());
    }

    @Override
    Metrics metrics(long nowNanos) {
        return shadow.phase().metrics(nowNanos);
    }

    @Override
    PhaseView view(long nowNanos) {
        Phase shadowPhase = shadow.phase();
        return shadowPhase.view(nowNanos).inShadow(shadowPhase.state, shadowPhase.lastTrip.trip());
    }
}
