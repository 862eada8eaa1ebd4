// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The only timer of a phase, for the earliest time requested, as a task of the user's scheduler. The task is replaced by
 * compare-and-set; the thread that replaces it schedules it. Thread-safe.
 */
final class PhaseTimer extends AtomicReference<PhaseTimer.@Nullable Task> {
    private static final long serialVersionUID = 1;

    private final transient Phase phase;

    PhaseTimer(Phase phase) {
        this.phase = phase;
    }

    /** Schedules the changes that fall due then, if there is a scheduler; does nothing for {@link Phase#NOTHING_DUE}. */
    void wakeIn(long nanos) {
        try {
            plan(nanos);
        } catch (Throwable broken) {
            phase.machine.callbacks.internalError = broken; // the next call will make the change that is due
        }
    }

    /** Schedules again, with the current scheduler. */
    void restart(long nanos) {
        cancel();
        wakeIn(nanos);
    }

    void cancel() {
        Task planned = getAndSet(null);
        if (planned != null) {
            planned.cancel();
        }
    }

    private void plan(long nanos) {
        ScheduledExecutorService scheduler = phase.settings().scheduler;
        if (scheduler == null || nanos < 0) {
            return;
        }
        long now = phase.now();
        Task next = new Task(now + nanos);
        Task planned;
        do {
            planned = get();
            if (planned != null && planned.isNoLaterThan(next, now)) {
                return;
            }
        } while (!compareAndSet(planned, next));
        next.start(scheduler, nanos);
        if (planned != null) {
            planned.cancel();
        }
        if (phase.isOver()) {
            cancel();
        }
    }

    /** A task that makes the changes that are due, and then waits for the next ones. */
    final class Task implements Runnable {
        private final long atNanos;
        /** Written by the thread that starts the task; a cancellation before that lets the task run without effect. */
        private volatile @Nullable Future<?> started;

        Task(long atNanos) {
            this.atNanos = atNanos;
        }

        /** Whether this task makes another one unnecessary. A task that should already have run may be lost, so it does not. */
        boolean isNoLaterThan(Task other, long nowNanos) {
            return atNanos - nowNanos > 0 && atNanos - other.atNanos <= 0;
        }

        void start(ScheduledExecutorService scheduler, long nanos) {
            try {
                started = scheduler.schedule(this, nanos, TimeUnit.NANOSECONDS);
            } catch (Throwable rejected) {
                phase.machine.callbacks.failed(Callbacks.Kind.SCHEDULER, rejected);
            }
        }

        void cancel() {
            Future<?> task = started;
            try {
                if (task != null) {
                    task.cancel(false);
                }
            } catch (Throwable broken) {
                phase.machine.callbacks.failed(Callbacks.Kind.SCHEDULER, broken);
            }
        }

        @Override
        public void run() {
            if (compareAndSet(this, null)) {
                phase.machine.advanceIfDue();
                if (!phase.isOver()) {
                    wakeIn(phase.nextWakeNanos(phase.now()));
                }
            }
        }
    }
}
