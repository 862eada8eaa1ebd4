package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A phase that counts its calls in a window and asks the trip rule: the closed one, and the ramp. The phase itself is what lets
 * calls in, so that a call costs no object. Thread-safe.
 */
abstract sealed class CountingPhase extends Phase permits ClosedPhase, RampPhase {
    /** Replaced by a new one when the settings give it another shape; written under this object's lock. */
    private volatile SlidingWindow window;
    /** Knows how long calls have been out, where a rule asks that; {@code null} elsewhere. Written like the window. */
    private volatile @Nullable CallAges ages;
    /** Replaced whole by compare-and-set, on failures and on the success that ends a run of them. */
    private final AtomicReference<Evidence> evidence = new AtomicReference<>(Evidence.NONE);
    /** The most calls that the window has held. Only grows, by atomic maximum, until the window is replaced. */
    private final AtomicLong mostHeld = new AtomicLong();

    CountingPhase(Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, state, sinceNanos, outage, change);
        this.window = SlidingWindow.of(settings().config.window(), sinceNanos);
        this.ages = CallAges.of(settings(), sinceNanos);
    }

    /** How many openings in a row it would be if the breaker opened now. */
    abstract int attemptIfOpened(long nowNanos);

    /** Whether the phase is over; one that should be over by now is ended first. */
    boolean hasEnded() {
        return isOver();
    }

    @Override
    @Nullable
    Admission admit() {
        CallAges watched = ages;
        if (watched == null) {
            circuit.ledger.admitted();
            return this;
        }
        long now = now();
        if (watched.isCheckDue(now) && openIfStuck(now)) {
            return null;
        }
        circuit.ledger.admitted();
        if (watched.startTimer()) {
            wakeIn(watched.limitNanos());
        }
        return watched.admit(this, now);
    }

    @Override
    boolean fallDue(long nowNanos) {
        CallAges watched = ages;
        return (watched != null && watched.isCheckDue(nowNanos) && openIfStuck(nowNanos)) || isOver();
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        CallAges watched = ages;
        return watched != null && watched.keepTimer() ? watched.checkNanos() : NOTHING_DUE;
    }

    @Override
    final long startNanos() {
        return settings().startNanos();
    }

    @Override
    final void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        if (hasEnded()) {
            circuit.settledLate();
        } else if (outcome == Outcome.SUCCESS) {
            succeeded(startNanos);
        } else {
            failedOrIgnored(outcome, startNanos, result, thrown);
        }
    }

    private void succeeded(long startNanos) {
        SlidingWindow booked =
                window; // read before the settings, which are exchanged before it: so they tell its clock
        Settings settings = settings();
        boolean cold = mostHeld.get() < settings.trip.warmUpCalls;
        long now = settings.readsClock || cold ? settings.ticker.nanos() : 0;
        boolean slow = settings.isSlow(startNanos, now);
        count(booked, Counts.kind(false, slow), now);
        if (evidence.get().runLength() != 0) {
            evidence.updateAndGet(Evidence::success);
        }
        if (slow || cold) {
            evaluate(settings, now, slow);
        }
    }

    private void failedOrIgnored(
            Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        Settings settings = settings();
        long now = settings.ticker.nanos();
        Duration hint = circuit.userCode.hint(settings.config, result, thrown);
        if (outcome == Outcome.IGNORED) {
            circuit.ledger.ignored();
            evidence.updateAndGet(before -> before.hint(hint, now));
            return;
        }
        LastFailure failure = circuit.userCode.describe(settings.config, thrown, result, now);
        evidence.updateAndGet(before -> before.hint(hint, now).failure(failure));
        count(window, Counts.kind(true, settings.isSlow(startNanos, now)), now);
        evaluate(settings, now, true);
    }

    private void count(SlidingWindow booked, int kind, long nowNanos) {
        circuit.ledger.settled(kind);
        booked.book(kind, nowNanos);
    }

    /** Asks the rules: all of them after a bad call, else those whose minimum the window reaches for the first time. */
    private void evaluate(Settings settings, long nowNanos, boolean bad) {
        Counts counts = window.counts(nowNanos);
        long heldBefore = mostHeld.getAndAccumulate(counts.calls(), Math::max);
        if (bad || counts.calls() > heldBefore) {
            Metrics metrics = metrics(counts, 0);
            openIf(settings.trip.tripped(metrics, bad ? 0 : heldBefore, circuit.userCode), metrics, nowNanos);
        }
    }

    private boolean openIfStuck(long nowNanos) {
        Metrics metrics = metrics(nowNanos);
        return openIf(settings().trip.trippedByAge(metrics, circuit.userCode), metrics, nowNanos);
    }

    private boolean openIf(@Nullable TripRule rule, Metrics metrics, long nowNanos) {
        if (rule == null) {
            return false;
        }
        String reason = circuit.userCode.explain(rule, metrics);
        return circuit.move(
                this,
                OpenPhase.after(this, nowNanos, attemptIfOpened(nowNanos), evidence.get(), reason, rule, metrics));
    }

    /** The settings may have been exchanged between the making of the phase and its becoming the current one. */
    @Override
    void started() {
        fitSettings();
    }

    @Override
    final synchronized void fitSettings() {
        Settings settings = settings();
        if (!window.shape().equals(settings.config.window())) {
            window = SlidingWindow.of(settings.config.window(), now());
            mostHeld.set(0);
        }
        CallAges watched = ages;
        if ((watched == null ? TripDecision.NO_LIMIT : watched.limitNanos()) != settings.trip.longestNanos) {
            ages = CallAges.of(settings, now());
        }
    }

    @Override
    final Metrics metrics(long nowNanos) {
        CallAges watched = ages;
        return metrics(window.counts(nowNanos), watched == null ? 0 : watched.stuck(nowNanos));
    }

    private Metrics metrics(Counts counts, long stuck) {
        return counts.metrics(window.shape(), evidence.get(), circuit.ledger.inFlight(), stuck);
    }
}
