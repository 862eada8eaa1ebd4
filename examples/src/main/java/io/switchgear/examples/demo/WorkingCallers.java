package io.switchgear.examples.demo;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client with a few workers that each wait for their call. While all of them are busy, calls queue up, as they do in a real
 * service with its pool of threads; and a caller's wait includes that. Thread-safe.
 */
final class WorkingCallers extends Callers {
    private final Call<HttpResponse<Void>, Exception> call;
    private final ThreadPoolExecutor workers;

    WorkingCallers(
            Wire wire,
            int workers,
            Call<HttpResponse<Void>, Exception> call,
            Consumer<? super CallNotPermittedException> onRejection) {
        super(wire, onRejection);
        this.call = call;
        this.workers = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WorkingCallers::thread);
    }

    @Override
    void warmUp() {
        Callable<HttpResponse<Void>> once = wire()::warmUp;
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
    }

    private void call(long dueNanos) {
        try {
            ended(call.call(), null, dueNanos);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception thrown) {
            ended(null, thrown, dueNanos);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        return thread;
    }
}
