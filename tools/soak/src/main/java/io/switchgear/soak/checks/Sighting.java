// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.ProbeStatus;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.Totals;
import java.time.Duration;
import java.util.Optional;

/**
 * A caller's view of the current phase at one moment. A snapshot is read from one phase, and the sequence number of its
 * last trip distinguishes phases: after trip <i>q</i> there is one open phase and at most one that probes. Immutable.
 *
 * @param nanos the time by the caller's clock, before the snapshot
 * @param trip the sequence number of the last trip; 0 for none
 * @param probes the status of the probes; present only while half-open and not on the ramp
 * @param waitNanos while open, the time until a probe may pass; else -1
 */
public record Sighting(
        long nanos,
        State state,
        long trip,
        Optional<ProbeStatus> probes,
        boolean ramping,
        long waitNanos,
        Totals totals) {

    /** The view in a snapshot that was taken after that time. */
    public static Sighting of(long nanos, Snapshot snapshot) {
        return new Sighting(
                nanos,
                snapshot.state(),
                snapshot.lastTrip().map(change -> change.sequence()).orElse(0L),
                snapshot.probes().filter(status -> snapshot.state() == State.HALF_OPEN),
                snapshot.rampShare().isPresent(),
                snapshot.state() == State.OPEN
                        ? snapshot.nextProbeIn().map(Duration::toNanos).orElse(-1L)
                        : -1,
                snapshot.totals());
    }

    boolean isProbing() {
        return probes.isPresent();
    }

    /** Whether no probe can have been admitted between this sighting and a later one, if no operation by hand came between. */
    boolean rulesOutProbes(Sighting later) {
        boolean settled = state == State.CLOSED || state == State.METRICS_ONLY || state == State.DISABLED || ramping;
        return settled && state == later.state && ramping == later.ramping && trip == later.trip;
    }

    /** Whether the phase was certainly the same all the time up to a later sighting, if no operation by hand came between. */
    boolean isSameClosedPhase(Sighting later) {
        return state == State.CLOSED && later.state == State.CLOSED && trip == later.trip;
    }
}
