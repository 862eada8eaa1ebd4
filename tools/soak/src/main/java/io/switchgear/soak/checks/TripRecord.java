package io.switchgear.soak.checks;

import io.switchgear.ProbeStatus;
import io.switchgear.recovery.HalfOpen;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of one trip and of the probes after it. Guarded by the lock of {@link ProbeWatch}. */
final class TripRecord {
    /** Distinct calls that were certainly probes and reached the service: a client may send a request twice. */
    final Set<Long> atService = new HashSet<>();
    /** No probe may be let in earlier, as far as is known. */
    private @Nullable Long dueNanos;
    /** When it was last seen open. */
    private @Nullable Long openNanos;
    /** As the breaker shows it: what it allows does not change while it probes. */
    @Nullable
    ProbeStatus status;
    /** The plans of which one is that of the phase that probes; known from its first certain probe on. */
    List<HalfOpen> plans = List.of();

    /** The wait is over by then, whatever a gate has added to it. */
    private @Nullable Long dueAtMostNanos;
    /** Results when a silence was first known of. */
    private long results = -1;

    private long silentSinceNanos;

    /** A probe is out by that time, and so many results are in: from then on, at the latest, it is silent until the next. */
    void silent(ProbeStatus now, long nanos) {
        long all = now.successes() + now.failures();
        if (all != results) {
            results = all;
            silentSinceNanos = nanos;
        }
    }

    /** For how long it was surely silent at a time, if it shows this later; negative if that is not known. */
    long silentFor(ProbeStatus later, long nanos) {
        return later.successes() + later.failures() == results ? nanos - silentSinceNanos : -1;
    }

    /**
     * It was open at some moment between these times, and showed this wait.
     *
     * @param binding whether no probe may be let in earlier: what a gate has added ends when it lets another caller go
     */
    void seenOpen(long nanos, long untilNanos, long waitNanos, boolean binding) {
        Long most = dueAtMostNanos;
        if (most == null || untilNanos + waitNanos - most < 0) {
            dueAtMostNanos = untilNanos + waitNanos;
        }
        seenOpen(nanos, waitNanos, binding);
    }

    /** For how long its wait was surely over at a time; negative if it may not have been. */
    long overdueNanos(long nanos) {
        Long most = dueAtMostNanos;
        return most == null ? -1 : nanos - most;
    }

    private void seenOpen(long nanos, long waitNanos, boolean binding) {
        Long open = openNanos;
        if (open == null || nanos - open > 0) {
            openNanos = nanos;
        }
        Long due = dueNanos;
        if (binding && (due == null || nanos + waitNanos - due > 0)) {
            dueNanos = nanos + waitNanos;
        }
    }

    /** Nanoseconds by which a probe let in at that time came too soon; zero or less if it did not. */
    long tooSoonBy(long nanos) {
        Long due = dueNanos;
        return due == null ? 0 : due - nanos;
    }

    /** A time at which the phase that probes had not begun yet. */
    long beforeProbing(long otherwise) {
        Long open = openNanos;
        return open == null ? otherwise : open;
    }

    int mostAtOnce() {
        return plans.stream().mapToInt(HalfOpen::concurrent).max().orElse(Integer.MAX_VALUE);
    }
}
