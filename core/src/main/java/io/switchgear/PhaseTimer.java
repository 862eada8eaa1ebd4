package io.switchgear;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a phase: the soonest that was wanted, as a task of the user's scheduler. The task is exchanged by
 * compare-and-set; whoever does so schedules it. Thread-safe.
 */
final class PhaseTimer extends AtomicReference<PhaseTimer.@Nullable Task> {
    private static final long serialVersionUID = 1;

    private final transient Phase phase;

    PhaseTimer(Phase phase) {
        this.phase = phase;
    }

    /** Has the scheduler, where there is one, do what falls due then; nothing where that is {@link Phase#NOTHING_DUE}. */
    void wakeIn(long nanos) {
        try {
            plan(nanos);
        } catch (Throwable broken) {
            phase.machine.callbacks.internalError = broken; // the next call does what falls due
        }
    }

    /** Plans anew, by the scheduler of now. */
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

    /** A task that does what has fallen due, and then waits for what falls due next. */
    final class Task implements Runnable {
        private final long atNanos;
        /** Written by the thread that starts the task; one that cancels before that lets it fire in vain. */
        private volatile @Nullable Future<?> started;

        Task(long atNanos) {
            this.atNanos = atNanos;
        }

        /** A task that should have run already may have been lost, so it does not stand in for another. */
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
