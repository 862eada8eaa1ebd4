// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the calls of an operation and keeps those that hang. Thread-safe. */
final class RunningCalls<T extends @Nullable Object> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    /** This field and those below are guarded by the lock. */
    private final List<CompletableFuture<T>> hanging = new ArrayList<>();

    private int begun;
    private int running;
    private int mostAtOnce;

    void began(CompletableFuture<T> call, boolean hangs) {
        locked(() -> {
            begun++;
            running++;
            mostAtOnce = Math.max(mostAtOnce, running);
            if (hangs) {
                hanging.add(call);
            }
            more.signalAll();
            return begun;
        });
    }

    /** One of the calls has ended. */
    void ended() {
        locked(() -> {
            running--;
            return hanging.removeIf(CompletableFuture::isDone);
        });
    }

    /** The calls that hang now, to be completed outside the lock because that runs foreign code. */
    List<CompletableFuture<T>> hanging() {
        return locked(() -> List.copyOf(hanging));
    }

    int begun() {
        return locked(() -> begun);
    }

    int running() {
        return locked(() -> running);
    }

    int mostAtOnce() {
        return locked(() -> mostAtOnce);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // exceptions from waking waiters do not matter
    void await(int count, CompletableFuture<?> unless) throws InterruptedException {
        unless.whenComplete((value, thrown) -> locked(() -> {
            more.signalAll();
            return begun;
        }));
        lock.lockInterruptibly();
        try {
            long leftNanos = Ended.PATIENCE.toNanos();
            while (running < count && !unless.isDone()) {
                if (leftNanos <= 0) {
                    throw new AssertionError("after " + Ended.PATIENCE.toSeconds() + " s only " + running + " of "
                            + count + " calls are running, of " + begun + " that have begun");
                }
                leftNanos = more.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
