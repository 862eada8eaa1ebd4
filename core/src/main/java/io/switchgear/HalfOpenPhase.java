package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.support.Durations;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The breaker is half-open: a few calls pass as probes, and as soon as their results are certain either way the breaker closes
 * or opens again. Each probe is a lease: one that does not come back in time is a failed one, so the phase always ends.
 * Thread-safe.
 */
final class HalfOpenPhase extends Phase {
    /** Fixed for the phase: what was promised to its probes holds for all of them. */
    private final HalfOpen plan;
    /** Swapped whole by compare-and-set; once it is decided it stays, and whoever sees that carries the decision out. */
    private final AtomicReference<Probes> probes = new AtomicReference<>(Probes.NONE);

    private HalfOpenPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.HALF_OPEN, sinceNanos, outage, change);
        this.plan = settings().config.halfOpen();
    }

    static HalfOpenPhase after(OpenPhase before, long dueNanos) {
        String reason = "the wait of " + Durations.text(before.outage.waitNanos()) + " is over";
        StateChange change = before.changeTo(State.HALF_OPEN, dueNanos, reason, before.metrics(dueNanos));
        return new HalfOpenPhase(before.circuit, dueNanos, before.outage, change);
    }

    /** The half-open phase with which a breaker starts. */
    static HalfOpenPhase first(Circuit circuit, long sinceNanos) {
        return new HalfOpenPhase(circuit, sinceNanos, new Outage(1, 0, null), null);
    }

    @Override
    RejectionReason refusedFor() {
        return RejectionReason.PROBES_BUSY;
    }

    @Override
    @Nullable
    Admission admit() {
        for (; ; ) {
            long now = now();
            if (fallDue(now)) {
                return null;
            }
            Probes seen = probes.get();
            if (seen.next() == null && !seen.hasPlace(plan)) {
                circuit.rejected(RejectionReason.PROBES_BUSY);
                return this;
            }
            Probe probe = new Probe(this, now, Durations.nanos(plan.probeTimeout()));
            if (seen.next() == null && probes.compareAndSet(seen, seen.plus(probe))) {
                circuit.ledger.admitted();
                if (seen.out().length == 0) {
                    wakeIn(probe.leaseNanos());
                }
                return probe;
            }
        }
    }

    @Override
    boolean fallDue(long nowNanos) {
        for (; ; ) {
            Probes seen = probes.get();
            if (seen.next() != null) {
                circuit.move(this, seen.next());
                return true;
            }
            Probe due = seen.firstDue(nowNanos);
            if (due == null || due.leftNanos(nowNanos) > 0) {
                return isOver();
            }
            String lease = "probe lease expired after " + Durations.text(due.leaseNanos());
            LastFailure failure = Failures.of(lease, null, due.deadlineNanos());
            swap(seen, seen.failed(due, false, failure, null), due.deadlineNanos(), lease);
        }
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        Probe due = probes.get().firstDue(nowNanos);
        return due == null ? NOTHING_DUE : Math.max(0, due.leftNanos(nowNanos));
    }

    void settle(Probe probe, Outcome outcome, @Nullable Object result, @Nullable Throwable thrown) {
        Settings settings = settings();
        long now = settings.ticker.nanos();
        boolean slow = settings.isSlow(probe.startNanos(), now);
        boolean bad = outcome == Outcome.FAILURE || (slow && settings.trip.judgesSlowCalls);
        Duration hint = outcome == Outcome.SUCCESS ? null : circuit.userCode.hint(settings.config, result, thrown);
        LastFailure failure = !bad
                ? null
                : outcome == Outcome.FAILURE
                        ? circuit.userCode.describe(settings.config, thrown, result, now)
                        : Failures.of("a probe slower than " + Durations.text(settings.slowNanos), null, now);
        Probes seen;
        Probes after;
        do {
            if (fallDue(now)) {
                circuit.settledLate();
                return;
            }
            seen = probes.get();
            if (!seen.isOut(probe)) {
                circuit.settledLate();
                return;
            }
            after = outcome == Outcome.IGNORED
                    ? seen.ignored(probe, hint, now)
                    : failure == null ? seen.succeeded(probe, slow) : seen.failed(probe, slow, failure, hint);
        } while (seen.next() != null || !swap(seen, after, now, failure == null ? "" : failure.description()));
        if (outcome == Outcome.IGNORED) {
            circuit.ledger.ignored();
        } else {
            circuit.ledger.settled(Counts.kind(outcome == Outcome.FAILURE, slow));
        }
        try {
            fallDue(now);
        } catch (Throwable broken) {
            circuit.userCode.brokenWork = broken; // the next call does it
        }
    }

    /** Swaps the probes and, where that makes the result certain, puts the next phase in with the same swap. */
    private boolean swap(Probes seen, Probes after, long atNanos, String failure) {
        Probes decided = after;
        if (after.haveSucceeded(plan)) {
            String reason = after.counts().successes() + " of " + plan.probes() + " probes succeeded";
            decided = after.decided(RampPhase.after(this, atNanos, reason, metrics(after)));
        } else if (after.haveFailed(plan)) {
            String reason = after.counts().failures() + " of " + plan.probes() + " probes failed, " + plan.required()
                    + " must succeed (" + failure + ")";
            decided = after.decided(OpenPhase.after(
                    this, atNanos, outage.consecutiveOpenings() + 1, after.evidence(), reason, null, metrics(after)));
        }
        return probes.compareAndSet(seen, decided);
    }

    @Override
    CallNotPermittedException rejection() {
        long now = now();
        Probe due = probes.get().firstDue(now);
        return new CallNotPermittedException(
                this, RejectionReason.PROBES_BUSY, now, due == null ? 0 : Math.max(0, due.leftNanos(now)));
    }

    @Override
    Metrics metrics(long nowNanos) {
        return metrics(probes.get());
    }

    private Metrics metrics(Probes seen) {
        return seen.counts().metrics(Window.lastCalls(plan.probes()), seen.evidence(), circuit.ledger.inFlight(), 0);
    }

    @Override
    Optional<ProbeStatus> probes(long nowNanos) {
        Probes seen = probes.get();
        int overdue = (int) Arrays.stream(seen.out())
                .filter(probe -> probe.leftNanos(nowNanos) <= 0)
                .count();
        return Optional.of(new ProbeStatus(
                plan.probes(),
                plan.required(),
                seen.counts().successes(),
                seen.counts().failures(),
                seen.out().length,
                overdue));
    }
}
