// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes from task to task: a clock and a scheduler that belong together, so that hours of breakers, retries and
 * timers run in moments and always in the same way. Tasks run on the thread that lets time pass, in the order in which they
 * are due, those of the same moment in the order in which they were scheduled. Not thread-safe.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * CircuitBreaker search = CircuitBreaker.of("search", config -> config.ticker(time.ticker()).scheduler(time.scheduler()));
 * time.runFor(Duration.ofMinutes(10));
 * }</pre>
 *
 * @since 0.1
 */
public final class VirtualTime {
    private final ManualTicker ticker = new ManualTicker();
    private final InstantSource instants = new ManualInstantSource(ticker);
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private final Scheduler scheduler = new Scheduler();
    private long scheduled;

    /** Creates a clock that begins at zero, and a scheduler without tasks. */
    public VirtualTime() {
        // Nothing is due.
    }

    /** {@return the clock} */
    public Ticker ticker() {
        return ticker;
    }

    /** {@return the wall clock, which begins at {@link ManualInstantSource#START}} */
    public InstantSource instantSource() {
        return instants;
    }

    /** {@return the scheduler, always the same; a task that throws ends the {@link #runFor} that runs it with its exception} */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /**
     * Returns an executor that runs each task some time after it was given.
     *
     * @param delay the time, zero or more
     * @return an executor that never runs a task at once
     */
    public Executor after(Duration delay) {
        return task -> scheduler.add(new Task<>(Executors.callable(task), delay.toNanos(), 0));
    }

    /**
     * Lets time pass, and runs the tasks that are due in it, including those that they schedule.
     *
     * @param time the time that passes; zero or more
     */
    public void runFor(Duration time) {
        long end = ticker.nanos() + time.toNanos();
        for (Task<?> next = tasks.peek(); next != null && next.dueNanos - end <= 0; next = tasks.peek()) {
            tasks.remove();
            ticker.advance(Duration.ofNanos(Math.max(0, next.dueNanos - ticker.nanos())));
            next.fire();
        }
        ticker.advance(Duration.ofNanos(end - ticker.nanos()));
    }

    private final class Task<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long number = scheduled++;
        private final long everyNanos;
        private long dueNanos;
        private @Nullable Throwable thrown;

        Task(Callable<V> work, long delayNanos, long everyNanos) {
            super(work);
            this.everyNanos = everyNanos;
            this.dueNanos = ticker.nanos() + Math.max(0, delayNanos);
        }

        void fire() {
            if (everyNanos == 0) {
                run();
            } else if (!isCancelled() && runAndReset() && !scheduler.shutdown) {
                dueNanos += everyNanos;
                tasks.add(this);
            }
            if (thrown != null) {
                throw new IllegalStateException("a task threw " + thrown, thrown);
            }
        }

        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            thrown = failure;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - ticker.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> that = (Task<?>) other;
            int byTime = Long.compare(dueNanos - that.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }

    private final class Scheduler extends AbstractExecutorService implements ScheduledExecutorService {
        private boolean shutdown;

        private void add(Task<?> task) {
            if (shutdown) {
                throw new RejectedExecutionException("the scheduler was shut down");
            }
            tasks.add(task);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return schedule(Executors.callable(work), delay, unit);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
            Task<V> task = new Task<>(work, unit.toNanos(delay), 0);
            add(task);
            return task;
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
            Task<?> task = new Task<>(Executors.callable(work), unit.toNanos(first), unit.toNanos(period));
            add(task);
            return task;
        }

        /** Tasks take no time here, so that a delay is a period. */
        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
            return scheduleAtFixedRate(work, first, delay, unit);
        }

        @Override
        public void execute(Runnable work) {
            add(new Task<>(Executors.callable(work), 0, 0));
        }

        @Override
        public void shutdown() {
            shutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown = true;
            List<Runnable> dropped = List.copyOf(tasks);
            tasks.clear();
            return dropped;
        }

        @Override
        public boolean isShutdown() {
            return shutdown;
        }

        @Override
        public boolean isTerminated() {
            return shutdown && tasks.isEmpty();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isTerminated();
        }
    }
}
