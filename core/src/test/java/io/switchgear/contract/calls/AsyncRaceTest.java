// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However the operation and its caller race for the end: the call is settled once, and as its future says. */
@Tag("C7")
class AsyncRaceTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> ENDS = List.of("complete", "fail", "cancel", "time out");

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "race", c -> c.ticker(new ManualTicker()).tripWhen(TripRule.when("never", metrics -> false)));

    @Test
    void shouldSettleOnceWhenTheOperationEndsAsTheCallerCancels() throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<String>> futures = new ConcurrentLinkedQueue<>();
        AtomicReference<CompletableFuture<String>> own = new AtomicReference<>();
        AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
        Runnable begin = () -> {
            own.set(new CompletableFuture<>());
            future.set(breaker.callAsync(own::get));
            futures.add(future.get());
        };
        begin.run();
        Threads.race(ROUNDS, (racer, round) -> {
            if (racer == 0) {
                own.get().complete("fine");
                return begin;
            }
            future.get().cancel(true);
            return () -> {};
        });

        futures.forEach(each -> each.cancel(true));
        Totals totals = breaker.snapshot().totals();
        assertThat(totals.admitted()).isEqualTo(ROUNDS + 1L);
        assertThat(totals.successes() + totals.ignored()).isEqualTo(ROUNDS + 1L);
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(totals.inFlight()).isZero();
    }

    @Test
    void shouldSettleOnceWhenManyEndItAtTheSameMoment() throws Exception {
        for (int round = 0; round < 100; round++) {
            CompletableFuture<String> own = new CompletableFuture<>();
            CompletableFuture<String> future = breaker.callAsync(() -> own);
            Threads.run(ENDS, end -> switch (end) {
                case "complete" -> own.complete("fine");
                case "fail" -> own.completeExceptionally(new IOException("broken"));
                case "cancel" -> future.cancel(true);
                default -> future.completeExceptionally(new IOException("timed out"));
            });
            Totals totals = breaker.snapshot().totals();
            assertThat(totals.successes() + totals.failures() + totals.ignored())
                    .isEqualTo(round + 1L);
            assertThat(future).isDone();
            assertThat(own).isDone();
        }
    }

    /** The classifier is where the operation's end can be held, between its settling and the end of the caller's future. */
    @Test
    void shouldCountWhatCameFirstWhileTheCallerCancels() throws Exception {
        CountDownLatch settling = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CircuitBreaker held = CircuitBreaker.of(
                "held",
                c -> c.ticker(new ManualTicker()).classify((result, thrown) -> {
                    settling.countDown();
                    try {
                        cancelled.await();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                    return Outcome.SUCCESS;
                }));
        CompletableFuture<String> own = new CompletableFuture<>();
        CompletableFuture<String> future = held.callAsync(() -> own);

        Threads.run(List.of(true, false), operation -> {
            if (operation) {
                return own.complete("fine");
            }
            settling.await();
            assertThat(future.cancel(true)).as("the future is still free").isTrue();
            cancelled.countDown();
            return null;
        });

        assertThat(future).isCancelled();
        assertThat(own).isCompletedWithValue("fine");
        Totals totals = held.snapshot().totals();
        assertThat(totals.successes())
                .as("the operation was the first to settle")
                .isEqualTo(1);
        assertThat(totals.ignored()).isZero();
        assertThat(totals.inFlight()).isZero();
    }
}
