// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.testkit.ManualTicker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler driven by hand, without a thread. It has a clock of its own, which {@link #advance} moves in step with the
 * breaker's: so a test can let the breaker's clock run ahead (the timers are late) or fire a timer early.
 */
public final class HandScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private static final int MOST_IN_ONE_GO = 10_000;

    private final Queue<Timer<?>> pending = new ConcurrentLinkedQueue<>();
    private volatile long nowNanos;
    private volatile boolean shutdown;
    private volatile int scheduled;

    private final class Timer<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long dueNanos;
        private volatile @Nullable Throwable thrown;

        Timer(Callable<V> task, long dueNanos) {
            super(task);
            this.dueNanos = dueNanos;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - nowNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        protected void setException(Throwable failed) {
            thrown = failed;
            super.setException(failed);
        }

        @Override
        protected void done() {
            pending.remove(this);
        }
    }

    /** Timers that have neither fired nor been cancelled. */
    public int pending() {
        return pending.size();
    }

    /** Timers that it was ever asked for. */
    public int scheduled() {
        return scheduled;
    }

    /** How long until the next timer fires. */
    public Duration next() {
        return Duration.ofNanos(
                pending.stream().min(Comparator.naturalOrder()).orElseThrow().getDelay(TimeUnit.NANOSECONDS));
    }

    /** Lets time pass, for the breaker too, and fires each timer at its very nanosecond. */
    public void advance(ManualTicker ticker, Duration duration) {
        long end = nowNanos + duration.toNanos();
        int fired = 0;
        for (; ; ) {
            Timer<?> next = pending.stream().min(Comparator.naturalOrder()).orElse(null);
            if (next == null || next.dueNanos - end > 0) {
                break;
            }
            step(ticker, Math.max(0, next.dueNanos - nowNanos));
            fire(next);
            assertThat(++fired).as("timers fired in %s", duration).isLessThan(MOST_IN_ONE_GO);
        }
        step(ticker, end - nowNanos);
    }

    /** Fires the timers there are, due or not. */
    public void fire() {
        for (Timer<?> timer : List.copyOf(pending)) {
            fire(timer);
        }
    }

    private static void fire(Timer<?> timer) {
        timer.run();
        assertThat(timer.thrown).as("what a timer's task threw").isNull();
    }

    private void step(ManualTicker ticker, long nanos) {
        ticker.advance(Duration.ofNanos(nanos));
        nowNanos += nanos;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(Executors.callable(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        Timer<V> timer = new Timer<>(task, nowNanos + unit.toNanos(delay));
        scheduled++;
        pending.add(timer);
        return timer;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> dropped = List.copyOf(pending);
        pending.clear();
        return dropped;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && pending.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
