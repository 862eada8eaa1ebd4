// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.Made;
import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.support.Durations;
import io.switchgear.window.Metrics;

/** The half-open phases of a {@link NaiveBreaker}: places, leases, silence and the decision. Not thread-safe. */
public final class NaiveProbes {
    private final NaiveBreaker breaker;
    private final NaiveBooks books;

    public NaiveProbes(NaiveBreaker breaker) {
        this.breaker = breaker;
        this.books = breaker.books;
    }

    public boolean isPlaceFree() {
        NaivePhase phase = breaker.phase;
        long atOnce =
                phase.probesOut.stream().filter(probe -> !probe.progressed).count();
        return atOnce < phase.plan.concurrent()
                && phase.held(books.now).calls() + phase.probesOut.size() < phase.plan.probes();
    }

    /** Whether the call comes from inside a probe's operation. */
    public boolean rides() {
        return breaker.phase.plan != null && breaker.phase.probesOut.stream().anyMatch(probe -> probe.runs);
    }

    public void letIn(NaiveGuest guest) {
        NaivePhase phase = breaker.phase;
        guest.deadline = books.now + phase.plan.probeTimeout().toNanos();
        phase.probesOut.add(guest);
        phase.silentSince = phase.silentSince == NaiveGuest.UNKNOWN ? books.now : phase.silentSince;
    }

    /** The other side of a call answers. */
    public void progressed(NaiveGuest guest) {
        NaivePhase phase = breaker.phase;
        if (phase.probesOut.contains(guest) && books.now < guest.deadline) {
            long left = guest.deadline - books.now;
            guest.progressed = true;
            guest.progressedLate |= 2 * left < phase.plan.probeTimeout().toNanos();
        }
    }

    /** A probe that counts is back, or its lease is over: whatever is silent now is so from here on. */
    public void counted(int kind, long at) {
        NaivePhase phase = breaker.phase;
        phase.probesBack.record(kind, at);
        phase.silentSince = phase.probesOut.isEmpty() ? NaiveGuest.UNKNOWN : at;
        phase.silentlyIgnored = 0;
    }

    public static long silenceEnd(NaivePhase phase) {
        return phase.silentSince == NaiveGuest.UNKNOWN
                ? Long.MAX_VALUE
                : phase.silentSince + phase.plan.probeTimeout().toNanos();
    }

    /** Ends the leases and the silence that are over, each at its time; of those that end together the leases come first. */
    public void expire() {
        NaivePhase phase = breaker.phase;
        while (breaker.phase == phase && phase.plan != null) {
            long lease = phase.probesOut.isEmpty() ? Long.MAX_VALUE : phase.probesOut.get(0).deadline;
            long silence = silenceEnd(phase);
            if (books.now < Math.min(lease, silence)) {
                return;
            }
            if (lease <= silence) {
                endLease(phase.probesOut.remove(0));
            } else {
                String ignored = phase.silentlyIgnored == 1 ? " was ignored" : " were ignored";
                String reason = "no probe succeeded or failed within " + Durations.text(phase.plan.probeTimeout())
                        + ", " + phase.silentlyIgnored + ignored;
                Metrics metrics = phase.metrics(silence, breaker.config, books.inFlight(), false);
                breaker.moves.open(silence, phase.attempt + 1, reason, null, metrics);
            }
        }
    }

    private void endLease(NaiveGuest probe) {
        NaivePhase phase = breaker.phase;
        String what = "probe timed out after " + Durations.text(phase.plan.probeTimeout());
        if (probe.progressedLate) {
            phase.succeeded();
        } else {
            phase.failed(Made.lastFailure(what, null), probe.deadline);
            books.failedAt(probe.deadline);
        }
        counted(probe.progressedLate ? CallCounts.FAST_SUCCESS : CallCounts.FAST_FAILURE, probe.deadline);
        decide(probe.deadline, what, 0);
    }

    public void decide(LastFailure failure) {
        decide(books.now, failure.description(), 1);
    }

    /** Closes or opens as soon as the probes that are back leave no doubt; the one that decides is told as still in flight. */
    private void decide(long at, String failure, long deciding) {
        NaivePhase phase = breaker.phase;
        HalfOpen plan = phase.plan;
        CallCounts back = phase.held(at);
        Metrics metrics = phase.metrics(at, breaker.config, books.inFlight() + deciding, false);
        if (back.successes() >= plan.required()) {
            breaker.moves.afterProbes(at, back.successes() + " of " + plan.probes() + " probes succeeded", metrics);
        } else if (back.failures() >= plan.failures()) {
            String why = plan.failures() == plan.probes() - plan.required() + 1
                    ? plan.required() + " must succeed"
                    : plan.failures() == 1 ? "1 failure opens it again" : plan.failures() + " failures open it again";
            String reason = back.failures() + " of " + plan.probes() + " probes failed, " + why + " (" + failure + ")";
            breaker.moves.open(at, phase.attempt + 1, reason, null, metrics);
        }
    }
}
