package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.recovery.HalfOpen;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the probes of a half-open phase stand. Immutable: the phase swaps it whole, so no place is given twice or lost.
 *
 * @param counts probes that came back, or did not in time, by kind; a slow success may count as a failure
 * @param out probes that have not come back and whose lease was not over when this was made
 * @param evidence what their results told
 * @param next the phase that follows, once that is decided; {@code null} before
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity only, and the array does not change.
record Probes(
        Counts counts,
        Probe[] out,
        Evidence evidence,
        @Nullable Phase next) {
    static final Probes NONE = new Probes(Counts.NONE, new Probe[0], Evidence.NONE, null);

    boolean hasPlace(HalfOpen plan) {
        return out.length < plan.concurrent() && counts.calls() + out.length < plan.probes();
    }

    boolean haveSucceeded(HalfOpen plan) {
        return counts.successes() >= plan.required();
    }

    boolean haveFailed(HalfOpen plan) {
        return counts.failures() > plan.probes() - plan.required();
    }

    boolean isOut(Probe probe) {
        for (Probe each : out) {
            if (each == probe) {
                return true;
            }
        }
        return false;
    }

    Probes plus(Probe probe) {
        Probe[] more = Arrays.copyOf(out, out.length + 1);
        more[out.length] = probe;
        return new Probes(counts, more, evidence, next);
    }

    /** The probe gives its place back and decides nothing. */
    Probes ignored(Probe probe, @Nullable Duration hint, long nowNanos) {
        return new Probes(counts, without(probe), evidence.hint(hint, nowNanos), next);
    }

    Probes succeeded(Probe probe, boolean slow) {
        return new Probes(counts.plus(Counts.kind(false, slow)), without(probe), evidence.success(), next);
    }

    Probes failed(Probe probe, boolean slow, LastFailure failure, @Nullable Duration hint) {
        Evidence told = evidence.hint(hint, Failures.nanos(failure)).failure(failure);
        return new Probes(counts.plus(Counts.kind(true, slow)), without(probe), told, next);
    }

    Probes decided(Phase phase) {
        return new Probes(counts, out, evidence, phase);
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
