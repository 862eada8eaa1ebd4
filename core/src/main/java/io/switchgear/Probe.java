// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A call that tests a half-open breaker: a lease on one of its places, until a deadline. Its phase ensures that it is
 * settled only once, because it is in the phase's list only once. Thread-safe.
 */
final class Probe extends Admission {
    /** Zero, so that no probe begins with a volatile write. */
    private static final long NO_PROGRESS = 0;

    private final HalfOpenPhase phase;
    private final long startNanos;
    /**
     * The thread that runs the operation. Written by that thread, and only that thread can find itself here, so it needs no
     * guard.
     */
    private @Nullable Thread thread = Thread.currentThread();
    /** The time of the last sign of progress, counted from 1 at the start. Of several concurrent writers any may win. */
    private volatile long progressNanos;

    Probe(HalfOpenPhase phase, long startNanos) {
        this.phase = phase;
        this.startNanos = startNanos;
    }

    @Override
    long startNanos() {
        return startNanos;
    }

    @Override
    void runsOn(@Nullable Thread running) {
        thread = running;
    }

    boolean runsHere() {
        return thread == Thread.currentThread();
    }

    @Override
    void progressed() {
        long nanos = phase.now() - startNanos;
        if (nanos < phase.leaseNanos) {
            progressNanos = Math.max(0, nanos) + 1;
        }
    }

    /** Whether its place among the concurrent probes has been given back. */
    boolean hasProgressed() {
        return progressNanos != NO_PROGRESS;
    }

    /** Whether the other side was responding when the lease ended. */
    boolean progressedToTheEnd() {
        return progressNanos - 1 > phase.leaseNanos / 2;
    }

    @Override
    boolean giveUp(long startNanos) {
        return phase.giveUp(this, startNanos);
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        phase.settle(this, outcome, startNanos, result, thrown);
    }

    long deadlineNanos() {
        return startNanos + phase.leaseNanos;
    }

    /** The nanoseconds until the lease ends; zero or less if it has. */
    long leftNanos(long nowNanos) {
        return phase.leaseNanos - (nowNanos - startNanos);
    }
}
