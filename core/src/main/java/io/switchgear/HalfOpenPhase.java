// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.support.Durations;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The half-open phase: a few calls pass as probes, and as soon as their results decide, the breaker closes or opens again.
 * Each probe is a lease: a probe that is not back in time has failed, so the phase always ends. Thread-safe.
 */
final class HalfOpenPhase extends Phase {
    /** The plan, fixed for the phase: it holds for all its probes. */
    private final HalfOpen plan;
    /** The probe timeout; also the longest time without a success or failure. */
    final long leaseNanos;
    /**
     * Replaced as a whole by compare-and-set. Once decided it stays, and every thread that sees the decision carries it
     * out.
     */
    private final AtomicReference<Probes> probes = new AtomicReference<>(Probes.NONE);

    private HalfOpenPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.HALF_OPEN, sinceNanos, lastTrip, change);
        this.plan = settings().config.halfOpen();
        this.leaseNanos = Durations.nanos(plan.probeTimeout());
    }

    static HalfOpenPhase after(OpenPhase before, long dueNanos) {
        String reason = "the wait of " + Durations.text(before.lastTrip.waitNanos()) + " is over";
        StateChange change = before.changeTo(
                State.HALF_OPEN, StateChange.Kind.WAIT_OVER, dueNanos, reason, before.metrics(dueNanos));
        return new HalfOpenPhase(before.machine, dueNanos, before.lastTrip, change);
    }

    /** The half-open phase in which a breaker starts. */
    static HalfOpenPhase first(StateMachine machine, long sinceNanos) {
        return new HalfOpenPhase(machine, sinceNanos, new LastTrip(1, 0, null, null), null);
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
            if (advance(now)) {
                return null;
            }
            Probes seen = probes.get();
            if (seen.runHere()) {
                return Admission.NESTED;
            }
            if (seen.next() == null && !seen.hasPlace(plan)) {
                machine.rejected(RejectionReason.PROBES_BUSY);
                return this;
            }
            Probe probe = new Probe(this, now);
            if (seen.next() == null && probes.compareAndSet(seen, seen.plus(probe))) {
                machine.counters.admitted();
                if (seen.out().length == 0) {
                    wakeIn(leaseNanos);
                }
                return probe;
            }
        }
    }

    @Override
    boolean advance(long nowNanos) {
        for (; ; ) {
            Probes seen = probes.get();
            if (seen.next() != null) {
                machine.move(this, seen.next());
                return true;
            }
            Probe due = seen.firstDue(nowNanos);
            long leaseLeft = due == null ? Long.MAX_VALUE : due.leftNanos(nowNanos);
            long silenceLeft = seen.silenceLeftNanos(leaseNanos, nowNanos);
            if (isOver() || (leaseLeft > 0 && silenceLeft > 0)) {
                return isOver();
            }
            if (due != null && leaseLeft <= silenceLeft) {
                endLease(seen, due);
            } else {
                endSilence(seen, nowNanos + silenceLeft);
            }
        }
    }

    private void endLease(Probes seen, Probe due) {
        if (due.progressedToTheEnd()) {
            swap(seen, seen.succeeded(due, false, due.deadlineNanos()), due.deadlineNanos(), "");
            return;
        }
        String lease = "probe timed out after " + Durations.text(leaseNanos);
        LastFailure failure = LastFailures.of(lease, null);
        if (swap(seen, seen.failed(due, false, failure, null, due.deadlineNanos()), due.deadlineNanos(), lease)) {
            machine.counters.failedAt(due.deadlineNanos());
        }
    }

    /** Opens the breaker again: calls were admitted, but none has succeeded or failed for a probe timeout. */
    private void endSilence(Probes seen, long atNanos) {
        String reason = "no probe succeeded or failed within " + Durations.text(plan.probeTimeout()) + ", "
                + seen.ignored() + (seen.ignored() == 1 ? " was" : " were") + " ignored";
        probes.compareAndSet(seen, seen.decided(reopened(seen, atNanos, reason)));
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        Probes seen = probes.get();
        Probe due = seen.firstDue(nowNanos);
        long lease = due == null ? Long.MAX_VALUE : due.leftNanos(nowNanos);
        long soonest = Math.min(lease, seen.silenceLeftNanos(leaseNanos, nowNanos));
        return soonest == Long.MAX_VALUE ? NOTHING_DUE : Math.max(0, soonest);
    }

    void settle(Probe probe, Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        ResolvedConfig settings = settings();
        long now = settings.ticker.nanos();
        boolean slow = settings.isSlow(startNanos, now);
        boolean bad = outcome == Outcome.FAILURE || (slow && settings.trip.judgesSlowCalls);
        Duration hint = outcome == Outcome.SUCCESS ? null : machine.callbacks.hint(settings.config, result, thrown);
        LastFailure failure = !bad
                ? null
                : outcome == Outcome.FAILURE
                        ? machine.callbacks.describe(settings.config, null, thrown, result)
                        : LastFailures.of("a probe slower than " + Durations.text(settings.slowNanos), null);
        boolean counted = comesBack(
                probe,
                now,
                failure == null ? "" : failure.description(),
                seen -> outcome == Outcome.IGNORED
                        ? seen.ignored(probe, hint, now)
                        : failure == null
                                ? seen.succeeded(probe, slow, now)
                                : seen.failed(probe, slow, failure, hint, now));
        if (!counted) {
            machine.counters.stale();
        } else if (outcome == Outcome.IGNORED) {
            machine.counters.ignored();
        } else {
            machine.counters.settled(CallCounts.kind(outcome == Outcome.FAILURE, slow));
        }
        try { // the call is counted: an error from here on must not count it again
            if (counted && failure != null && outcome != Outcome.IGNORED) {
                machine.counters.failedAt(now);
            }
            doDue(counted, now);
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken; // the next call will do it
        }
    }

    /** The caller of a probe gave it up: within the bound the probe is ignored, beyond it the probe has failed. */
    boolean giveUp(Probe probe, long startNanos) {
        ResolvedConfig settings = settings();
        long now = settings.ticker.nanos();
        boolean abandoned = settings.isAbandoned(startNanos, now);
        LastFailure failure = abandoned ? LastFailures.givenUp(now - startNanos) : null;
        boolean counted = comesBack(
                probe,
                now,
                failure == null ? "" : failure.description(),
                seen -> failure == null ? seen.ignored(probe, null, now) : seen.abandoned(probe, failure, now));
        if (!counted) {
            machine.counters.stale();
        } else if (abandoned) {
            machine.counters.abandoned();
        } else {
            machine.counters.ignored();
        }
        try {
            if (counted && abandoned) {
                machine.counters.failedAt(now);
            }
            doDue(counted, now);
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken; // the next call will do it
        }
        return counted && abandoned;
    }

    /** Carries out changes that the end of a call makes due, here or, if the result is stale, in the current phase. */
    private void doDue(boolean counted, long nowNanos) {
        if (!counted) {
            machine.advanceIfDue();
        } else if (probes.get().next() != null) { // changes due by the clock were made before the call was counted
            advance(nowNanos);
        }
    }

    /** Updates the probes with one that has come back; false if its phase or its lease is over. */
    private boolean comesBack(Probe probe, long nowNanos, String failure, UnaryOperator<Probes> end) {
        for (; ; ) {
            if (advance(nowNanos)) {
                return false;
            }
            Probes seen = probes.get();
            if (!seen.isOut(probe)) {
                return false;
            }
            if (seen.next() == null && swap(seen, end.apply(seen), nowNanos, failure)) {
                return true;
            }
        }
    }

    /** Replaces the probes; if that decides the phase, the next phase is put in by the same swap. */
    private boolean swap(Probes seen, Probes after, long atNanos, String failure) {
        Probes decided = after;
        if (after.haveSucceeded(plan)) {
            String reason = after.counts().successes() + " of " + plan.probes() + " probes succeeded";
            decided = after.decided(RampPhase.after(this, StateChange.Kind.PROBES, atNanos, reason, metrics(after)));
        } else if (after.haveFailed(plan)) {
            String reason = after.reopening(plan, failure);
            decided = after.decided(reopened(after, atNanos, reason));
        }
        return probes.compareAndSet(seen, decided);
    }

    private OpenPhase reopened(Probes seen, long atNanos, String reason) {
        return OpenPhase.after(
                this,
                StateChange.Kind.PROBES,
                atNanos,
                lastTrip.consecutiveOpenings() + 1,
                seen.evidence(),
                reason,
                null,
                metrics(seen));
    }

    @Override
    CallNotPermittedException rejection() {
        long now = now();
        return rejection(RejectionReason.PROBES_BUSY, now, Math.max(0, nextWakeNanos(now)));
    }

    @Override
    Metrics metrics(long nowNanos) {
        return metrics(probes.get());
    }

    private Metrics metrics(Probes seen) {
        return seen.evidence()
                .metrics(
                        Window.lastCalls(plan.probes()),
                        seen.counts(),
                        seen.counts().successes(),
                        settings().abandonedAfter,
                        machine.counters.inFlight(),
                        0);
    }

    @Override
    PhaseView view(long nowNanos) {
        Probes seen = probes.get();
        int overdue = (int) Arrays.stream(seen.out())
                .filter(probe -> probe.leftNanos(nowNanos) <= 0)
                .count();
        return PhaseView.of(metrics(seen))
                .probes(new ProbeStatus(
                        plan.probes(),
                        plan.required(),
                        seen.counts().successes(),
                        seen.counts().failures(),
                        seen.out().length,
                        overdue));
    }
}
