// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.recovery.HalfOpen;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The status of the probes of a half-open phase. Immutable: the phase replaces it as a whole, so no place is given twice or
 * lost.
 *
 * @param counts the probes that came back or timed out, by kind; a slow success may count as a failure
 * @param out the probes that have not come back and whose lease was not over when this was created
 * @param silentSinceNanos the start of the silence, a stretch of time without a success or failure of a probe: the
 *     admission of the first call, or the newest success or failure if others were out; or {@link #NO_SILENCE}
 * @param ignored the calls that came back during the silence and were ignored
 * @param evidence the evidence from their results
 * @param next the phase that follows, once that is decided; else {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity only, and the array does not change.
record Probes(
        CallCounts counts,
        Probe[] out,
        long silentSinceNanos,
        int ignored,
        Evidence evidence,
        @Nullable Phase next) {
    private static final Probe[] NOBODY = {};

    private static final int NO_SILENCE = -1;

    static final Probes NONE = new Probes(CallCounts.NONE, NOBODY, 0, NO_SILENCE, Evidence.NONE, null);

    /** The time until the silence has lasted too long; nothing is due while there is no silence. */
    long silenceLeftNanos(long longestNanos, long nowNanos) {
        return ignored == NO_SILENCE ? Long.MAX_VALUE : longestNanos - (nowNanos - silentSinceNanos);
    }

    boolean hasPlace(HalfOpen plan) {
        return atOnce() < plan.concurrent() && counts.calls() + out.length < plan.probes();
    }

    /** The number of probes that are out and hold their places. */
    private int atOnce() {
        int holding = 0;
        for (Probe probe : out) {
            holding += probe.hasProgressed() ? 0 : 1;
        }
        return holding;
    }

    boolean haveSucceeded(HalfOpen plan) {
        return counts.successes() >= plan.required();
    }

    boolean haveFailed(HalfOpen plan) {
        return counts.failures() >= plan.failures();
    }

    /** The reason for opening again, once too many probes have failed. */
    String reopening(HalfOpen plan, String lastFailure) {
        int bound = plan.failures();
        String why = bound == plan.probes() - plan.required() + 1
                ? plan.required() + " must succeed"
                : bound + (bound == 1 ? " failure opens" : " failures open") + " it again";
        return counts.failures() + " of " + plan.probes() + " probes failed, " + why + " (" + lastFailure + ")";
    }

    boolean isOut(Probe probe) {
        for (Probe each : out) {
            if (each == probe) {
                return true;
            }
        }
        return false;
    }

    /** Whether this thread runs the operation of a probe: its calls through the breaker are part of that probe. */
    boolean runHere() {
        for (Probe probe : out) {
            if (probe.runsHere()) {
                return true;
            }
        }
        return false;
    }

    Probes plus(Probe probe) {
        Probe[] more = Arrays.copyOf(out, out.length + 1);
        more[out.length] = probe;
        return ignored == NO_SILENCE
                ? new Probes(counts, more, probe.startNanos(), 0, evidence, next)
                : new Probes(counts, more, silentSinceNanos, ignored, evidence, next);
    }

    /** The probes after an ignored one, which gives its place back and decides nothing. */
    Probes ignored(Probe probe, @Nullable Duration hint, long nowNanos) {
        return new Probes(counts, without(probe), silentSinceNanos, ignored + 1, evidence.hinted(hint, nowNanos), next);
    }

    Probes succeeded(Probe probe, boolean slow, long nowNanos) {
        return back(probe, CallCounts.kind(false, slow), evidence.success(counts.successes()), nowNanos);
    }

    Probes failed(Probe probe, boolean slow, LastFailure failure, @Nullable Duration hint, long nowNanos) {
        return back(probe, CallCounts.kind(true, slow), evidence.failure(failure, hint, nowNanos), nowNanos);
    }

    Probes abandoned(Probe probe, LastFailure failure, long nowNanos) {
        return back(probe, CallCounts.FAST_FAILURE, evidence.abandoned(failure, nowNanos), nowNanos);
    }

    /** The probes after a success or failure, which ends the silence; another silence begins while others are out. */
    private Probes back(Probe probe, int kind, Evidence told, long nowNanos) {
        Probe[] others = without(probe);
        return new Probes(counts.plus(kind), others, nowNanos, others.length == 0 ? NO_SILENCE : 0, told, next);
    }

    Probes decided(Phase phase) {
        return new Probes(counts, out, silentSinceNanos, ignored, evidence, phase);
    }

    /** The probe whose lease ends first, or {@code null} when none is out. */
    @Nullable
    Probe firstDue(long nowNanos) {
        Probe first = null;
        for (Probe probe : out) {
            if (first == null || probe.leftNanos(nowNanos) < first.leftNanos(nowNanos)) {
                first = probe;
            }
        }
        return first;
    }

    private Probe[] without(Probe probe) {
        if (out.length == 1) {
            return NOBODY;
        }
        Probe[] others = new Probe[out.length - 1];
        int kept = 0;
        for (Probe each : out) {
            if (each != probe) {
                others[kept++] = each;
            }
        }
        return others;
    }
}
