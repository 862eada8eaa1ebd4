// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a phase at one moment, read once, so that they are consistent with each other. Immutable.
 *
 * @param metrics the metrics that a trip rule sees
 * @param nextProbeIn the time until a probe may pass; absent if calls pass anyway
 * @param probes the probes of a half-open phase
 * @param rampShare the share of calls that a ramp admits
 * @param shedShare the share of calls that is shed
 * @param wouldBe in shadow mode, the state that the breaker would be in
 * @param wouldBeTrip in shadow mode, the last trip that the breaker would have made
 */
record PhaseView(
        Metrics metrics,
        Optional<Duration> nextProbeIn,
        Optional<ProbeStatus> probes,
        OptionalDouble rampShare,
        OptionalDouble shedShare,
        Optional<State> wouldBe,
        Optional<StateChange> wouldBeTrip) {

    static PhaseView of(Metrics metrics) {
        return new PhaseView(
                metrics,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    PhaseView nextProbeIn(Duration wait) {
        return new PhaseView(metrics, Optional.of(wait), probes, rampShare, shedShare, wouldBe, wouldBeTrip);
    }

    PhaseView probes(ProbeStatus status) {
        return new PhaseView(metrics, nextProbeIn, Optional.of(status), rampShare, shedShare, wouldBe, wouldBeTrip);
    }

    PhaseView rampShare(double share) {
        return new PhaseView(metrics, nextProbeIn, probes, OptionalDouble.of(share), shedShare, wouldBe, wouldBeTrip);
    }

    PhaseView shedShare(double share) {
        return new PhaseView(metrics, nextProbeIn, probes, rampShare, OptionalDouble.of(share), wouldBe, wouldBeTrip);
    }

    /** The view of shadow mode: this is the view of the phase in the shadow, which is in that state after that trip. */
    PhaseView inShadow(State state, @Nullable StateChange trip) {
        return new PhaseView(
                metrics, nextProbeIn, probes, rampShare, shedShare, Optional.of(state), Optional.ofNullable(trip));
    }
}
