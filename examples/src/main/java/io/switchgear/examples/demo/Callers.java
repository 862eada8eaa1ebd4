package io.switchgear.examples.demo;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.examples.demo.Tally.Result;
import io.switchgear.examples.service.Hits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client: a few workers that make calls when they are due. While all of them are busy, calls queue up, as they do in a
 * real service with its pool of threads; and a caller's wait includes that. Thread-safe.
 */
final class Callers implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int WARM_UP_CALLS_PER_WORKER = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final HttpRequest request;
    private final Call<HttpResponse<Void>, Exception> call;
    private final ThreadPoolExecutor workers;
    private final AtomicLong sent = new AtomicLong();
    private final Tally tally = new Tally();

    private Callers(URI target, int workers, String caller, Guard guard) {
        this.request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header(Hits.CALLER_HEADER, caller)
                .build();
        this.call = guard.around(this::send);
        this.workers = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Callers::thread);
    }

    /** How a call becomes a guarded one. */
    private interface Guard {
        Call<HttpResponse<Void>, Exception> around(Call<HttpResponse<Void>, Exception> call);
    }

    static Callers withoutBreaker(URI target, int workers) {
        return new Callers(target, workers, Hits.WITHOUT_BREAKER, call -> call);
    }

    static Callers through(CircuitBreaker breaker, URI target, int workers) {
        return new Callers(target, workers, Hits.WITH_BREAKER, call -> () -> breaker.call(call));
    }

    /** Calls before anybody counts or measures, so that the first second does not show how Java starts up. */
    void warmUp() {
        HttpRequest uncounted =
                HttpRequest.newBuilder(request.uri()).timeout(TIMEOUT).build();
        Callable<HttpResponse<Void>> once = () -> client.send(uncounted, BodyHandlers.discarding());
        try {
            workers.invokeAll(Collections.nCopies(WARM_UP_CALLS_PER_WORKER * workers.getCorePoolSize(), once));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a call as soon as a worker is free. */
    void callDueAt(long dueNanos) {
        tally.began();
        workers.execute(() -> call(dueNanos));
    }

    Tally tally() {
        return tally;
    }

    /** {@return calls that went to the network, and were not rejected before} */
    long sent() {
        return sent.get();
    }

    /** Takes no more calls, and gives those under way so much time. */
    void finish(Duration atMost) {
        workers.shutdown();
        try {
            workers.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls still under way are given up, uncounted. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    private void call(long dueNanos) {
        Result result;
        try {
            result = DemoBreaker.isFailure(call.call()) ? Result.FAILED : Result.OK;
        } catch (CallNotPermittedException rejected) {
            result = Result.REJECTED;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception failed) {
            result = Result.FAILED;
        }
        tally.ended(result, System.nanoTime() - dueNanos);
    }

    private HttpResponse<Void> send() throws IOException, InterruptedException {
        sent.incrementAndGet();
        return client.send(request, BodyHandlers.discarding());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        return thread;
    }
}
