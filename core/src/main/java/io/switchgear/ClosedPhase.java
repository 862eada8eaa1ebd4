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
 * The breaker is closed: calls pass, their outcomes are counted, and the trip rule is asked. The phase itself is what lets
 * every call in, so that a call costs no object. Thread-safe.
 */
final class ClosedPhase extends Phase {
    private final SlidingWindow window;
    /** Replaced whole by compare-and-set, on failures and on the success that ends a run of them. */
    private final AtomicReference<Evidence> evidence = new AtomicReference<>(Evidence.NONE);
    /** The most calls that the window has held. Only grows, by atomic maximum. */
    private final AtomicLong mostHeld = new AtomicLong();

    ClosedPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.CLOSED, sinceNanos, outage, change);
        this.window = SlidingWindow.of(settings().config.window(), sinceNanos);
    }

    @Override
    boolean isRefused() {
        return false;
    }

    @Override
    Admission admit() {
        circuit.ledger.admitted();
        return this;
    }

    @Override
    boolean fallDue(long nowNanos) {
        return isOver();
    }

    @Override
    long startNanos() {
        Settings settings = settings();
        return settings.measuresCalls ? settings.ticker.nanos() : 0;
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        if (isOver()) {
            circuit.settledLate();
        } else if (outcome == Outcome.SUCCESS) {
            succeeded(startNanos);
        } else {
            failedOrIgnored(outcome, startNanos, result, thrown);
        }
    }

    private void succeeded(long startNanos) {
        Settings settings = settings();
        boolean cold = mostHeld.get() < settings.trip.warmUpCalls;
        long now = settings.readsClock || cold ? settings.ticker.nanos() : 0;
        boolean slow = settings.isSlow(startNanos, now);
        count(Counts.kind(false, slow), now);
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
        count(Counts.kind(true, settings.isSlow(startNanos, now)), now);
        evaluate(settings, now, true);
    }

    private void count(int kind, long nowNanos) {
        circuit.ledger.settled(kind);
        window.book(kind, nowNanos);
    }

    /** Asks the rules: all of them after a bad call, else those whose minimum the window reaches for the first time. */
    private void evaluate(Settings settings, long nowNanos, boolean bad) {
        Counts counts = window.counts(nowNanos);
        long heldBefore = mostHeld.getAndAccumulate(counts.calls(), Math::max);
        if (!bad && counts.calls() <= heldBefore) {
            return;
        }
        Metrics metrics = metrics(counts);
        TripRule rule = settings.trip.tripped(metrics, bad ? 0 : heldBefore, circuit.userCode);
        if (rule != null) {
            open(rule, metrics, nowNanos);
        }
    }

    private void open(TripRule rule, Metrics metrics, long nowNanos) {
        boolean relapse = nowNanos - sinceNanos < outage.waitNanos();
        int attempt = relapse ? outage.attempt() + 1 : 1;
        String reason = circuit.userCode.explain(rule, metrics);
        circuit.move(this, OpenPhase.after(this, nowNanos, attempt, evidence.get(), reason, rule, metrics));
    }

    @Override
    Metrics metrics(long nowNanos) {
        return metrics(window.counts(nowNanos));
    }

    private Metrics metrics(Counts counts) {
        return counts.metrics(settings().config.window(), evidence.get(), circuit.ledger.inFlight());
    }
}
