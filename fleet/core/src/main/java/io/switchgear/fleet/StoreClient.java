// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * The store as one member uses it: each operation ends on the fleet's thread, with an answer, a failure, or no answer in
 * time; and whether there was one decides whether the member is alone.
 */
final class StoreClient {
    /** The time after which an answer is no longer waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final FleetSettings fleet;
    private final Scope scope;
    private final FleetGate gate;
    private final FleetEvents events;
    private final ObjLongConsumer<FleetRecord> accept;
    /** Operations that failed or were not answered in time. */
    private final AtomicLong unanswered = new AtomicLong();

    /** @param accept takes each answer, and when its operation was sent, before the one who sent it does */
    StoreClient(
            FleetSettings fleet, Scope scope, FleetGate gate, FleetEvents events, ObjLongConsumer<FleetRecord> accept) {
        this.fleet = fleet;
        this.scope = scope;
        this.gate = gate;
        this.events = events;
        this.accept = accept;
    }

    long unanswered() {
        return unanswered.get();
    }

    /** The time of the store from which on a command that is sent now must be refused. */
    long notAfter() {
        return gate.known().storeMillisIn(PATIENCE, fleet.now());
    }

    CompletionStage<FleetRecord> report(Report report, Consumer<FleetRecord> then) {
        return send(() -> fleet.store().report(scope, report), then);
    }

    CompletionStage<FleetRecord> move(long seenVersion, Move move, Consumer<FleetRecord> then) {
        return send(() -> fleet.store().move(scope, seenVersion, move), then);
    }

    CompletionStage<FleetRecord> lease(Lease lease, Consumer<FleetRecord> then) {
        return send(() -> fleet.store().lease(scope, lease), then);
    }

    CompletionStage<FleetRecord> complete(String token, Move move, Consumer<FleetRecord> then) {
        return send(() -> fleet.store().complete(scope, token, move), then);
    }

    private CompletionStage<FleetRecord> send(
            Supplier<? extends CompletionStage<FleetRecord>> operation, Consumer<FleetRecord> then) {
        long sent = fleet.now();
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        CompletableFuture<FleetRecord> end = new CompletableFuture<>();
        Future<?> timer = fleet.scheduler()
                .schedule(
                        () -> answer.completeExceptionally(
                                new TimeoutException("no answer within " + PATIENCE.toMillis() + " ms")),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
        CompletionStage<FleetRecord> answered = answer;
        answered.whenComplete((record, thrown) -> {
            timer.cancel(false);
            try {
                fleet.scheduler().execute(() -> end(record, thrown, sent, then, end));
            } catch (RejectedExecutionException closed) {
                end.completeExceptionally(closed); // the fleet was closed meanwhile
            }
        });
        start(operation, answer);
        return end;
    }

    private static void start(
            Supplier<? extends CompletionStage<FleetRecord>> operation, CompletableFuture<FleetRecord> answer) {
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

    private void end(
            FleetRecord record,
            Throwable thrown,
            long sent,
            Consumer<FleetRecord> then,
            CompletableFuture<FleetRecord> end) {
        if (thrown != null) {
            unanswered.incrementAndGet();
            gate.unanswered();
            events.alone(scope.breaker(), String.valueOf(thrown));
            end.completeExceptionally(thrown);
            return;
        }
        gate.answered();
        events.answered(scope.breaker());
        try {
            accept.accept(record, sent);
            then.accept(record);
        } finally {
            end.complete(record);
        }
    }
}
