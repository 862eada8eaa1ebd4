// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that call in every way while others move the breaker: in the end nothing is in flight. */
class ConcurrencyTest {
    private static final int THREADS = 8;
    private static final int CALLS = 3_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService callbacks = Executors.newFixedThreadPool(2);

    private final SwitchgearCircuitBreaker breaker = SwitchgearCircuitBreaker.of(
            "payments",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(20)
                    .permittedNumberOfCallsInHalfOpenState(4)
                    .waitDurationInOpenState(Duration.ofMillis(1))
                    .ignoreExceptions(IllegalArgumentException.class)
                    .build());

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdown();
        callbacks.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(callbacks.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldHaveNothingInFlightAfterCallsOfAllKinds() throws Exception {
        breaker.getEventPublisher()
                .onEvent(event -> assertThat(event.getCircuitBreakerName()).isEqualTo("payments"));
        List<Future<List<CompletableFuture<?>>>> ends = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            ends.add(threads.submit(() -> {
                List<CompletableFuture<?>> later = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    call(random, later);
                }
                return later;
            }));
        }
        for (Future<List<CompletableFuture<?>>> end : ends) {
            for (CompletableFuture<?> later : end.get(60, TimeUnit.SECONDS)) {
                later.handle((result, thrown) -> result).get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(breaker.book.size()).isZero();
        assertThat(breaker.engine().snapshot().inFlight()).isZero();
        assertThat(breaker.engine().snapshot().totals().successes()).isPositive();
    }

    private void call(Random random, List<CompletableFuture<?>> later) throws Exception {
        boolean fails = random.nextInt(3) == 0;
        RuntimeException failure =
                random.nextInt(4) == 0 ? new IllegalArgumentException() : new IllegalStateException("down");
        try {
            switch (random.nextInt(40)) {
                case 0 -> move(State.values()[random.nextInt(State.values().length)]);
                case 1 -> breaker.reset();
                case 2, 3, 4, 5, 6, 7 -> loosePair(fails, failure);
                case 8, 9, 10, 11 -> later.add(looseEndElsewhere(fails, failure));
                case 12, 13, 14 -> {
                    breaker.acquirePermission();
                    breaker.releasePermission();
                }
                case 15, 16, 17, 18, 19 ->
                    CircuitBreaker.decorateSupplier(breaker, () -> answer(fails, failure))
                            .get();
                case 20, 21, 22, 23 ->
                    later.add(breaker.executeCompletionStage(
                                    () -> CompletableFuture.supplyAsync(() -> answer(fails, failure), callbacks))
                            .toCompletableFuture());
                case 24, 25 ->
                    breaker.decorateFuture(() -> CompletableFuture.completedFuture("fine"))
                            .get()
                            .get();
                default -> breaker.executeSupplier(() -> answer(fails, failure));
            }
        } catch (CallNotPermittedException | IllegalStateException | IllegalArgumentException expected) {
            assertThat(expected).isNotInstanceOf(NullPointerException.class);
        } catch (java.util.concurrent.ExecutionException rejected) {
            assertThat(rejected).hasCauseInstanceOf(CallNotPermittedException.class);
        }
    }

    private static String answer(boolean fails, RuntimeException failure) {
        if (fails) {
            throw failure;
        }
        return "fine";
    }

    private void loosePair(boolean fails, RuntimeException failure) {
        if (breaker.tryAcquirePermission()) {
            long start = breaker.getCurrentTimestamp();
            end(start, fails, failure);
        }
    }

    private CompletableFuture<?> looseEndElsewhere(boolean fails, RuntimeException failure) {
        breaker.acquirePermission();
        long start = breaker.getCurrentTimestamp();
        return CompletableFuture.runAsync(() -> end(start, fails, failure), callbacks);
    }

    private void end(long start, boolean fails, RuntimeException failure) {
        long took = breaker.getCurrentTimestamp() - start;
        if (fails) {
            breaker.onError(took, breaker.getTimestampUnit(), failure);
        } else {
            breaker.onSuccess(took, breaker.getTimestampUnit());
        }
    }

    private void move(State to) {
        try {
            switch (to) {
                case CLOSED -> breaker.transitionToClosedState();
                case OPEN -> breaker.transitionToOpenState();
                case HALF_OPEN -> breaker.transitionToHalfOpenState();
                case METRICS_ONLY -> breaker.transitionToMetricsOnlyState();
                case DISABLED, FORCED_OPEN -> breaker.transitionToClosedState(); // too quiet to stay in
            }
        } catch (IllegalStateTransitionException illegal) {
            assertThat(illegal).hasMessageContaining("payments");
        }
    }
}
