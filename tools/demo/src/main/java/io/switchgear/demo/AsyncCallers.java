// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A client without waiting threads: each call is a future. Thread-safe. */
final class AsyncCallers extends Callers {
    private final Wire wire;
    private final int warmUpAtOnce;
    private final Supplier<CompletableFuture<HttpResponse<Void>>> start;
    private final Set<Out> out = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    AsyncCallers(
            Wire wire,
            int warmUpAtOnce,
            Supplier<CompletableFuture<HttpResponse<Void>>> start,
            Consumer<? super CallNotPermittedException> onRejection) {
        super(onRejection);
        this.wire = wire;
        this.warmUpAtOnce = warmUpAtOnce;
        this.start = start;
    }

    @Override
    void warmUp() {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            await(Stream.generate(wire::warmUpAsync).limit(warmUpAtOnce).toList(), Wire.TIMEOUT.plus(Wire.TIMEOUT));
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // It only removes the call from the list.
    void callDueAt(long dueNanos) {
        tally().began();
        sending();
        CompletableFuture<HttpResponse<Void>> result = start.get();
        CompletableFuture<?> counted = result.handle((answer, thrown) -> {
            if (!closed) {
                ended(thrown == null ? Wire.ending(answer) : Ending.of(thrown), dueNanos);
            }
            return true;
        });
        Out call = new Out(result, counted);
        out.add(call);
        counted.whenComplete((done, never) -> out.remove(call));
    }

    @Override
    void finish(Duration atMost) {
        await(out.stream().map(call -> call.counted).toList(), atMost);
    }

    @Override
    public void close() {
        closed = true;
        out.forEach(call -> call.result.cancel(true));
    }

    /** Waits until all futures are complete, successfully or not, or the time is over. */
    private static void await(Collection<? extends CompletableFuture<?>> futures, Duration atMost) {
        try {
            CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException leftAlone) {
            // Calls that failed have been counted; those still out are given up by close().
        }
    }

    /** A call under way; not a record, which would compare futures. */
    private static final class Out {
        private final CompletableFuture<?> result;
        /** Completed once the call is counted. */
        private final CompletableFuture<?> counted;

        Out(CompletableFuture<?> result, CompletableFuture<?> counted) {
            this.result = result;
            this.counted = counted;
        }
    }
}
