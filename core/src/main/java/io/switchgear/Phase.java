package io.switchgear;

import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in one state. A phase owns what is counted in it and dies with the state: results that come back later
 * find it dead and change nothing. It ends by one compare-and-set of the circuit's phase, from this one to the next.
 */
abstract sealed class Phase extends Admission permits ClosedPhase, OpenPhase, HalfOpenPhase {
    final Circuit circuit;
    final State state;
    /** When the phase began, which is when that fell due. */
    final long sinceNanos;
    /** What is known of the last opening; handed on from phase to phase. */
    final Outage outage;
    /** The change that led here, or {@code null} in a breaker's first phase. */
    final @Nullable StateChange change;

    Phase(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        this.circuit = circuit;
        this.state = state;
        this.sinceNanos = sinceNanos;
        this.outage = outage;
        this.change = change;
    }

    /** Lets a call in or refuses it; {@code null} when the phase has just ended and the next one must be asked. */
    abstract @Nullable Admission admit();

    /** Does what has fallen due. True when the phase has ended. */
    abstract boolean fallDue(long nowNanos);

    /** What the phase has counted, as of now; changes nothing. */
    abstract Metrics metrics(long nowNanos);

    /** How long until a probe may pass; absent where calls pass anyway. */
    Optional<Duration> nextProbeIn(long nowNanos) {
        return Optional.empty();
    }

    /** The probes of a half-open phase. */
    Optional<ProbeStatus> probes(long nowNanos) {
        return Optional.empty();
    }

    final boolean isOver() {
        return circuit.phase() != this;
    }

    final Settings settings() {
        return circuit.settings();
    }

    final long now() {
        return settings().ticker.nanos();
    }

    final Metrics noMetrics() {
        return Metrics.empty(settings().config.window(), circuit.ledger.inFlight());
    }

    /** The change from this phase to the next one. */
    final StateChange changeTo(State to, long atNanos, String reason, Metrics metrics) {
        return changeTo(to, atNanos, reason, null, metrics, null);
    }

    final StateChange changeTo(
            State to, long atNanos, String reason, @Nullable TripRule rule, Metrics metrics, @Nullable Duration waits) {
        return new StateChange(
                circuit.name,
                state,
                to,
                reason,
                Optional.ofNullable(rule),
                metrics,
                Optional.ofNullable(waits),
                change == null ? 1 : change.sequence() + 1,
                circuit.instantAt(atNanos));
    }
}
