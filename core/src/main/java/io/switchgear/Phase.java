// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in one state. A phase owns the counts made in it: results that come back after its end are stale and
 * change nothing. It ends by one compare-and-set of the state machine's phase, from this one to the next.
 */
abstract sealed class Phase extends Admission permits CountingPhase, OpenPhase, HalfOpenPhase, HeldPhase, ShadowPhase {
    static final long NOTHING_DUE = -1;

    final StateMachine machine;
    final State state;
    /** The start of the phase, which is the time at which it fell due. */
    final long sinceNanos;
    /** The facts about the last opening, passed from phase to phase. */
    final LastTrip lastTrip;

    private final Attempt.Rejected<?> rejected = new Attempt.Rejected<>(this::rejection);
    /** The change that led here, or {@code null} in a breaker's first phase. */
    final @Nullable StateChange change;
    /**
     * The previous phase, until the listeners have been notified of the change from it. Written before this phase becomes
     * the current one, then guarded by the lock of the state machine's events.
     */
    private @Nullable Phase previous;

    private final PhaseTimer timer = new PhaseTimer(this);

    Phase(StateMachine machine, State state, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        this.machine = machine;
        this.state = state;
        this.sinceNanos = sinceNanos;
        this.lastTrip = lastTrip;
        this.change = change;
    }

    /** The first phase of a breaker, in a state that can begin without results. */
    static Phase first(StateMachine machine, State state) {
        long now = machine.settings().ticker.nanos();
        return switch (state) {
            case OPEN -> OpenPhase.first(machine, now);
            case HALF_OPEN -> HalfOpenPhase.first(machine, now);
            default -> of(machine, state, now, LastTrip.NONE, null);
        };
    }

    /** A phase in a state that can be entered by hand. */
    static Phase of(
            StateMachine machine, State state, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        return switch (state) {
            case FORCED_OPEN, DISABLED -> new HeldPhase(machine, state, sinceNanos, lastTrip, change);
            case METRICS_ONLY -> new ShadowPhase(machine, sinceNanos, lastTrip, change);
            default -> new ClosedPhase(machine, sinceNanos, lastTrip, change);
        };
    }

    @Override
    final Attempt.Rejected<?> rejected() {
        return rejected;
    }

    /** Admits a call or refuses it; {@code null} if the phase has just ended and the next one must be asked. */
    abstract @Nullable Admission admit();

    /** The outage, as far as it still counts at the given time. */
    LastTrip lastTripAt(long nowNanos) {
        return lastTrip;
    }

    /** The outage, which is over once the phase has lasted for the last wait; a trip before that continues it. */
    final LastTrip lastTripIfSoonAfter(long nowNanos) {
        return nowNanos - sinceNanos < lastTrip.waitNanos() ? lastTrip : lastTrip.over();
    }

    /** The rejection by this phase, as of now. */
    final CallNotPermittedException rejection(RejectionReason reason, long nowNanos, long retryAfterNanos) {
        return rejection(reason, nowNanos, retryAfterNanos, null);
    }

    /** The rejection of a call that is shed. */
    final CallNotPermittedException rejection(ShedShare shed, long nowNanos) {
        return rejection(RejectionReason.SHED, nowNanos, 0, shed);
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is the same change, not an equal one.
    private CallNotPermittedException rejection(
            RejectionReason reason, long nowNanos, long retryAfterNanos, @Nullable ShedShare shed) {
        boolean forced = reason == RejectionReason.FORCED_OPEN;
        StateChange cause = forced ? change : lastTrip.trip();
        return new CallNotPermittedException(
                machine.name,
                state,
                reason,
                change == null ? instantAt(sinceNanos) : change.at(),
                nowNanos - sinceNanos,
                retryAfterNanos,
                cause,
                forced || cause == lastTrip.ownTrip() ? null : lastTrip.ownTrip(),
                shed,
                settings().config.stackTraces());
    }

    /** Makes the changes that are due. True if the phase has ended. */
    boolean advance(long nowNanos) {
        return isOver();
    }

    /** How long a scheduler's task that looks at this phase now should wait before it looks again, or {@link #NOTHING_DUE}. */
    long nextWakeNanos(long nowNanos) {
        return NOTHING_DUE;
    }

    /** The counts of the phase, as of now; changes nothing. */
    Metrics metrics(long nowNanos) {
        return Metrics.builder(settings().config.window())
                .inFlight(machine.counters.inFlight())
                .build();
    }

    /** The figures at this moment, consistent with each other; changes nothing. */
    PhaseView view(long nowNanos) {
        return PhaseView.of(metrics(nowNanos));
    }

    /** The phase that counts calls: this one, or that of its shadow; {@code null} if none does. */
    @Nullable
    CountingPhase counting() {
        return null;
    }

    /** Called when the phase has become the current one. */
    void started() {}

    /** Called when the phase is no longer the current one. */
    void ended() {
        timer.cancel();
    }

    /** Applies the changed settings that must take effect at once. */
    void applyConfig() {
        timer.restart(nextWakeNanos(now()));
    }

    /** Schedules the changes that fall due then, if there is a scheduler. */
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
        return machine.phase() != this;
    }

    final long sequence() {
        return change == null ? 0 : change.sequence();
    }

    final ResolvedConfig settings() {
        return machine.settings();
    }

    final long now() {
        return settings().ticker.nanos();
    }

    /** A reading of the ticker as an instant, for display. */
    final Instant instantAt(long nanos) {
        return machine.callbacks.instant(settings().config).minusNanos(now() - nanos);
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
                machine.name,
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
