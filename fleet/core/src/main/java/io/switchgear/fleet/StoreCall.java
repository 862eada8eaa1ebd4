// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One operation of a store, and its end on the fleet's thread: an answer, a failure, or no answer in time. */
final class StoreCall {
    /** The time after which an answer is no longer waited for. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    private StoreCall() {}

    /**
     * Starts an operation.
     *
     * @param end receives the answer or what went wrong, once, on the scheduler
     */
    static void start(
            ScheduledExecutorService scheduler,
            Supplier<? extends CompletionStage<FleetRecord>> operation,
            BiConsumer<@Nullable FleetRecord, @Nullable Throwable> end) {
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        Future<?> timer = scheduler.schedule(
                () -> answer.completeExceptionally(
                        new TimeoutException("no answer within " + PATIENCE.toMillis() + " ms")),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
        answer.whenComplete((record, thrown) -> {
            timer.cancel(false);
            try {
                scheduler.execute(() -> end.accept(record, thrown));
            } catch (RejectedExecutionException closed) {
                // The fleet was closed meanwhile: nobody waits for the answer.
            }
        });
        try {
            operation.get().whenComplete((record, thrown) -> {
                if (record == null) {
                    answer.completeExceptionally(
                            thrown == null ? new NullPointerException("the store answered null") : thrown);
                } else {
                    answer.complete(record);
                }
            });
        } catch (Throwable broken) {
            answer.completeExceptionally(broken); // a store is foreign code: whatever it throws is no answer
        }
    }
}
