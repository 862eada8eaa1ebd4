// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.ProbeStatus;
import io.switchgear.recovery.HalfOpen;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The observations of one trip and of the probes after it. Guarded by the lock of {@link ProbeWatch}. */
final class TripRecord {
    /** The distinct calls that were certainly probes and reached the service: a client may send a request twice. */
    final Set<Long> atService = new HashSet<>();
    /** The earliest time at which a probe may be admitted, as far as is known. */
    private @Nullable Long dueNanos;
    /** The time at which it was last seen open. */
    private @Nullable Long openNanos;
    /** The status that the breaker shows: its limits do not change while it probes. */
    @Nullable
    ProbeStatus status;
    /** The plans of which one is that of the probing phase; known from its first certain probe on. */
    List<HalfOpen> plans = List.of();

    /** The time by which the wait is over, including any time added by a gate. */
    private @Nullable Long dueAtMostNanos;
    /** The number of results when a silence was first known. */
    private long results = -1;

    private long silentSinceNanos;

    /**
     * A probe is out by that time, with this number of results: from then on, at the latest, it is silent until the next
     * result.
     */
    void silent(ProbeStatus now, long nanos) {
        long all = now.successes() + now.failures();
        if (all != results) {
            results = all;
            silentSinceNanos = nanos;
        }
    }

    /** The time for which it was certainly silent, if it shows this later; negative if unknown. */
    long silentFor(ProbeStatus later, long nanos) {
        return later.successes() + later.failures() == results ? nanos - silentSinceNanos : -1;
    }

    /**
     * It was open at some moment between these times, and showed this wait.
     *
     * @param binding whether no probe may be admitted earlier: the time added by a gate ends when it lets another caller
     *     pass
     */
    void seenOpen(long nanos, long untilNanos, long waitNanos, boolean binding) {
        Long most = dueAtMostNanos;
        if (most == null || untilNanos + waitNanos - most < 0) {
            dueAtMostNanos = untilNanos + waitNanos;
        }
        seenOpen(nanos, waitNanos, binding);
    }

    /** The time for which its wait was certainly over; negative if it may not have been. */
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

    /** The nanoseconds by which a probe admitted at that time was too early; zero or less if it was not. */
    long tooSoonBy(long nanos) {
        Long due = dueNanos;
        return due == null ? 0 : due - nanos;
    }

    /** A time at which the probing phase had not begun yet. */
    long beforeProbing(long otherwise) {
        Long open = openNanos;
        return open == null ? otherwise : open;
    }

    int mostAtOnce() {
        return plans.stream().mapToInt(HalfOpen::concurrent).max().orElse(Integer.MAX_VALUE);
    }
}
