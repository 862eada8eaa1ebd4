package io.switchgear;

import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in one state. A phase owns what is counted in it and dies with the state: results that come back later
 * find it dead and change nothing. It ends by one compare-and-set of the circuit's phase, from this one to the next.
 */
abstract sealed class Phase extends Admission
        permits CountingPhase, OpenPhase, HalfOpenPhase, HeldPhase, MetricsOnlyPhase {
    static final long NOTHING_DUE = -1;

    final Circuit circuit;
    final State state;
    /** When the phase began, which is when that fell due. */
    final long sinceNanos;
    /** What is known of the last opening; handed on from phase to phase. */
    final Outage outage;

    private final Attempt.Rejected<?> rejected = new Attempt.Rejected<>(this::rejection);
    /** The change that led here, or {@code null} in a breaker's first phase. */
    final @Nullable StateChange change;
    /**
     * The phase before, until the listeners have heard of the change from it. Written before this phase becomes the current
     * one, then guarded by the lock of the circuit's events.
     */
    private @Nullable Phase previous;

    private final PhaseTimer timer = new PhaseTimer(this);

    Phase(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        this.circuit = circuit;
        this.state = state;
        this.sinceNanos = sinceNanos;
        this.outage = outage;
        this.change = change;
    }

    /** The first phase of a breaker, in a state that begins without results. */
    static Phase first(Circuit circuit, State state) {
        long now = circuit.settings().ticker.nanos();
        return switch (state) {
            case OPEN -> OpenPhase.first(circuit, now);
            case HALF_OPEN -> HalfOpenPhase.first(circuit, now);
            default -> of(circuit, state, now, Outage.NONE, null);
        };
    }

    /** A phase in a state that a hand can begin. */
    static Phase of(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        return switch (state) {
            case FORCED_OPEN, DISABLED -> new HeldPhase(circuit, state, sinceNanos, outage, change);
            case METRICS_ONLY -> new MetricsOnlyPhase(circuit, sinceNanos, outage, change);
            default -> new ClosedPhase(circuit, sinceNanos, outage, change);
        };
    }

    @Override
    final Attempt.Rejected<?> rejected() {
        return rejected;
    }

    /** Lets a call in or refuses it; {@code null} when the phase has just ended and the next one must be asked. */
    abstract @Nullable Admission admit();

    /** The outage, as far as it still counts at that time. */
    Outage outageAt(long nowNanos) {
        return outage;
    }

    /** The outage, which is over once the phase has lasted for as long as the last wait: soon after it is the old one still. */
    final Outage outageIfSoonAfter(long nowNanos) {
        return nowNanos - sinceNanos < outage.waitNanos() ? outage : outage.over();
    }

    /** The rejection by this phase, as of now. */
    final CallNotPermittedException rejection(RejectionReason reason, long nowNanos, long retryAfterNanos) {
        return rejection(reason, nowNanos, retryAfterNanos, null);
    }

    /** The rejection of a call that is shed. */
    final CallNotPermittedException rejection(ShedShare shed, long nowNanos) {
        return rejection(RejectionReason.SHED, nowNanos, 0, shed);
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is that very change, not one like it.
    private CallNotPermittedException rejection(
            RejectionReason reason, long nowNanos, long retryAfterNanos, @Nullable ShedShare shed) {
        boolean forced = reason == RejectionReason.FORCED_OPEN;
        StateChange cause = forced ? change : outage.trip();
        return new CallNotPermittedException(
                circuit.name,
                state,
                reason,
                change == null ? instantAt(sinceNanos) : change.at(),
                nowNanos - sinceNanos,
                retryAfterNanos,
                cause,
                forced || cause == outage.ownTrip() ? null : outage.ownTrip(),
                shed,
                settings().config.stackTraces());
    }

    /** Does what has fallen due. True when the phase has ended. */
    boolean fallDue(long nowNanos) {
        return isOver();
    }

    /** How long a scheduler's task that looks at this phase now should wait before it looks again, or {@link #NOTHING_DUE}. */
    long nextWakeNanos(long nowNanos) {
        return NOTHING_DUE;
    }

    /** What the phase has counted, as of now; changes nothing. */
    Metrics metrics(long nowNanos) {
        return Metrics.builder(settings().config.window())
                .inFlight(circuit.ledger.inFlight())
                .build();
    }

    /** The figures of this moment, which agree with each other; changes nothing. */
    PhaseView view(long nowNanos) {
        return PhaseView.of(metrics(nowNanos));
    }

    /** The phase that counts calls: this one, or the one beside it that only looks on; {@code null} where none does. */
    @Nullable
    CountingPhase counting() {
        return null;
    }

    /** The phase has become the current one. */
    void started() {}

    /** The phase has stopped being the current one. */
    void ended() {
        timer.cancel();
    }

    /** Takes over what must change at once when the settings were exchanged. */
    void fitSettings() {
        timer.restart(nextWakeNanos(now()));
    }

    /** Has the scheduler, where there is one, do what falls due then. */
    final void wakeIn(long nanos) {
        timer.wakeIn(nanos);
    }

    final void follows(Phase before) {
        previous = before;
    }

    final @Nullable Phase previous() {
        return previous;
    }

    final void forgetPrevious() {
        previous = null;
    }

    final boolean isOver() {
        return circuit.phase() != this;
    }

    final long sequence() {
        return change == null ? 0 : change.sequence();
    }

    final Settings settings() {
        return circuit.settings();
    }

    final long now() {
        return settings().ticker.nanos();
    }

    /** A time of the ticker for display. */
    final Instant instantAt(long nanos) {
        return circuit.userCode.instant(settings().config).minusNanos(now() - nanos);
    }

    /** The change from this phase to the next one. */
    final StateChange changeTo(State to, StateChange.Kind kind, long atNanos, String reason, Metrics metrics) {
        return changeTo(to, kind, atNanos, reason, null, metrics, null);
    }

    final StateChange changeTo(
            State to,
            StateChange.Kind kind,
            long atNanos,
            String reason,
            @Nullable TripRule rule,
            Metrics metrics,
            @Nullable Duration openFor) {
        return new StateChange(new StateChange.Values(
                circuit.name,
                state,
                to,
                kind,
                reason,
                Optional.ofNullable(rule),
                metrics,
                Optional.ofNullable(openFor),
                sequence() + 1,
                instantAt(atNanos)));
    }
}
