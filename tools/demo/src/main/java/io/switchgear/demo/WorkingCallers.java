// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client with a few workers that each wait for their call. While all of them are busy, calls queue up, as in a real
 * service with a pool of threads; a caller's wait includes the time in the queue. Thread-safe.
 */
final class WorkingCallers extends Callers {
    private final Work work;
    private final ThreadPoolExecutor workers;

    WorkingCallers(Work work, int workers, Consumer<? super CallNotPermittedException> onRejection) {
        super(onRejection);
        this.work = work;
        this.workers = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WorkingCallers::thread);
    }

    @Override
    void warmUp() {
        Callable<Boolean> once = () -> {
            work.warmUp();
            return true;
        };
        try {
            workers.invokeAll(Collections.nCopies(WARM_UP_ROUNDS * workers.getCorePoolSize(), once));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void callDueAt(long dueNanos) {
        tally().began();
        workers.execute(() -> call(dueNanos));
    }

    @Override
    void finish(Duration atMost) {
        workers.shutdown();
        try {
            workers.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        work.close();
    }

    private void call(long dueNanos) {
        sending();
        try {
            ended(work.call(), dueNanos);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception thrown) {
            ended(Ending.of(thrown), dueNanos);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        return thread;
    }
}
