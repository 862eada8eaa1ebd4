package io.switchgear;

import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in one state. A phase owns what is counted in it and dies with the state: results that come back later
 * find it dead and change nothing. It ends by one compare-and-set of the circuit's phase, from this one to the next.
 */
abstract sealed class Phase extends Admission
        permits CountingPhase, OpenPhase, HalfOpenPhase, ForcedOpenPhase, DisabledPhase, MetricsOnlyPhase {
    static final long NOTHING_DUE = -1;

    final Circuit circuit;
    final State state;
    /** When the phase began, which is when that fell due. */
    final long sinceNanos;
    /** What is known of the last opening; handed on from phase to phase. */
    final Outage outage;

    private final Attempt.Rejected<?> rejected = new Attempt.Rejected<>(this);
    /** The change that led here, or {@code null} in a breaker's first phase. */
    final @Nullable StateChange change;
    /**
     * The phase before, until the listeners have heard of the change from it. Written before this phase becomes the current
     * one, then guarded by the lock of the circuit's events.
     */
    private @Nullable Phase previous;
    /** The one timer of this phase: the soonest that was wanted. Exchanged by compare-and-set; whoever does schedules it. */
    private final AtomicReference<@Nullable Timer> timer = new AtomicReference<>();

    Phase(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        this.circuit = circuit;
        this.state = state;
        this.sinceNanos = sinceNanos;
        this.outage = outage;
        this.change = change;
    }

    @Override
    final Attempt.Rejected<?> rejected() {
        return rejected;
    }

    /** Lets a call in or refuses it; {@code null} when the phase has just ended and the next one must be asked. */
    abstract @Nullable Admission admit();

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

    /** How long until a probe may pass; absent where calls pass anyway. */
    Optional<Duration> nextProbeIn(long nowNanos) {
        return Optional.empty();
    }

    /** The probes of a half-open phase. */
    Optional<ProbeStatus> probes(long nowNanos) {
        return Optional.empty();
    }

    /** The share of calls that a ramp lets in. */
    OptionalDouble rampShare(long nowNanos) {
        return OptionalDouble.empty();
    }

    /** The state in which the breaker would be if it did not only look on. */
    Optional<State> wouldBe() {
        return Optional.empty();
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
        Timer planned = timer.getAndSet(null);
        if (planned != null) {
            planned.cancel();
        }
    }

    /** Takes over what must change at once when the settings were exchanged. */
    void fitSettings() {}

    /** Has the scheduler, where there is one, do what falls due then. */
    final void wakeIn(long nanos) {
        try {
            plan(nanos);
        } catch (Throwable broken) {
            circuit.userCode.brokenWork = broken; // the next call does what falls due
        }
    }

    private void plan(long nanos) {
        ScheduledExecutorService scheduler = settings().scheduler;
        if (scheduler == null || nanos < 0) {
            return;
        }
        long now = now();
        Timer next = new Timer(now + nanos);
        Timer planned;
        do {
            planned = timer.get();
            if (planned != null && planned.isNoLaterThan(next, now)) {
                return;
            }
        } while (!timer.compareAndSet(planned, next));
        next.start(scheduler, nanos);
        if (planned != null) {
            planned.cancel();
        }
        if (isOver()) {
            ended();
        }
    }

    /** A task of the user's scheduler that does what has fallen due, and then waits for what falls due next. */
    private final class Timer implements Runnable {
        private final long atNanos;
        private volatile @Nullable Future<?> task;

        Timer(long atNanos) {
            this.atNanos = atNanos;
        }

        /** A timer that should have fired already may have been lost, so it does not stand in for another. */
        boolean isNoLaterThan(Timer other, long nowNanos) {
            return atNanos - nowNanos > 0 && atNanos - other.atNanos <= 0;
        }

        void start(ScheduledExecutorService scheduler, long nanos) {
            try {
                task = scheduler.schedule(this, nanos, TimeUnit.NANOSECONDS);
            } catch (Throwable rejected) {
                circuit.userCode.failed(UserCode.Kind.SCHEDULER, rejected);
            }
        }

        /** One that is cancelled before it was started fires in vain. */
        void cancel() {
            Future<?> started = task;
            try {
                if (started != null) {
                    started.cancel(false);
                }
            } catch (Throwable broken) {
                circuit.userCode.failed(UserCode.Kind.SCHEDULER, broken);
            }
        }

        @Override
        public void run() {
            if (timer.compareAndSet(this, null)) {
                circuit.noticeDue();
                if (!isOver()) {
                    wakeIn(nextWakeNanos(now()));
                }
            }
        }
    }

    /** Nothing would be lost with the phase: no call is out, and none has failed lately. */
    final boolean isIdleAndHealthy() {
        return state == State.CLOSED
                && circuit.ledger.inFlight() == 0
                && metrics(now()).failures() == 0;
    }

    /** Little would be lost with the phase: no call is out, and the next one would be a probe. */
    final boolean isIdleAndDue() {
        return circuit.ledger.inFlight() == 0
                && nextProbeIn(now()).map(Duration::isZero).orElse(false)
                && !state.isHeld();
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
    final StateChange changeTo(State to, long atNanos, String reason, Metrics metrics) {
        return changeTo(to, atNanos, reason, null, metrics, null);
    }

    final StateChange changeTo(
            State to,
            long atNanos,
            String reason,
            @Nullable TripRule rule,
            Metrics metrics,
            @Nullable Duration openFor) {
        return new StateChange(new StateChange.Values(
                circuit.name,
                state,
                to,
                reason,
                Optional.ofNullable(rule),
                metrics,
                Optional.ofNullable(openFor),
                sequence() + 1,
                instantAt(atNanos)));
    }
}
