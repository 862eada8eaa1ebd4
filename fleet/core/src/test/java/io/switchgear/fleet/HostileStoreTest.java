// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that answer nonsense, throw or hang: calls do not notice, and no breaker is wedged. */
class HostileStoreTest {
    /** A store whose operations all end in the same way. */
    private record Hostile(Supplier<CompletionStage<FleetRecord>> answer) implements FleetStore {
        @Override
        public CompletionStage<FleetRecord> report(Scope scope, Report report) {
            return answer.get();
        }

        @Override
        public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
            return answer.get();
        }

        @Override
        public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
            return answer.get();
        }

        @Override
        public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
            return answer.get();
        }

        @Override
        public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
            return new InMemoryStore().watch(fleet, group, changes);
        }
    }

    private static FleetRecord record(boolean done, long version, FleetState state, Duration left, String text) {
        return new FleetRecord(done, version, state, left, -5, text, text, -1, -1, text, left, Long.MAX_VALUE);
    }

    @SuppressWarnings("NullAway") // A hostile store answers null.
    static List<Arguments> answers() {
        Supplier<CompletionStage<FleetRecord>> nothing = () -> null;
        Supplier<CompletionStage<FleetRecord>> nullRecord = () -> CompletableFuture.completedFuture(null);
        Supplier<CompletionStage<FleetRecord>> throwing = () -> {
            throw new IllegalStateException("no");
        };
        Supplier<CompletionStage<FleetRecord>> error = () -> {
            throw new StackOverflowError();
        };
        String markup = "<b>\n{}|}\u0000".repeat(2_000);
        Supplier<CompletionStage<FleetRecord>> ofTheEnd = () -> CompletableFuture.completedFuture(
                record(true, Long.MAX_VALUE, FleetState.OPEN, Duration.ofDays(100_000), markup));
        Supplier<CompletionStage<FleetRecord>> negative = () -> CompletableFuture.completedFuture(
                record(true, Long.MIN_VALUE, FleetState.HELD, Duration.ofSeconds(Long.MIN_VALUE), markup));
        return List.of(
                Arguments.of("null", nothing),
                Arguments.of("a null record", nullRecord),
                Arguments.of("an exception", throwing),
                Arguments.of("an error", error),
                Arguments.of("a failure", (Supplier<CompletionStage<FleetRecord>>)
                        () -> CompletableFuture.failedFuture(new IllegalStateException(markup))),
                Arguments.of("silence", (Supplier<CompletionStage<FleetRecord>>) CompletableFuture::new),
                Arguments.of("the last version, open for centuries", ofTheEnd),
                Arguments.of("versions and times below zero", negative));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void shouldNotBeWedgedByAnyAnswer(String name, Supplier<CompletionStage<FleetRecord>> answer) {
        VirtualTime time = new VirtualTime();
        CircuitBreaker breaker = CircuitBreaker.of(
                "payments",
                config -> config.ticker(time.ticker())
                        .openFor(Backoff.fixed(Duration.ofSeconds(5)))
                        .logChanges(false));
        try (Fleet fleet = Fleet.of("shop", new Hostile(answer))
                .scheduler(time.scheduler())
                .ticker(time.ticker())
                .join(breaker)) {
            time.runFor(Duration.ofSeconds(30));
            breaker.open(Duration.ofSeconds(5), "a test");
            for (int i = 0; i < 25 * 3_600 && breaker.state() != State.CLOSED; i++) {
                time.runFor(Duration.ofSeconds(1));
                breaker.tryAcquire().ifPresent(permit -> permit.success());
            }
            assertThat(breaker.state()).as("24 hours later").isEqualTo(State.CLOSED);
            assertThat(fleet.views()).hasSize(1);
            assertThat(breaker.health().reason()).hasSizeLessThan(2_000).doesNotContain("\n", "\u0000");
        }
    }

    @Test
    @Timeout(30)
    void shouldNotLetAnyCallWaitForAStoreThatNeverReturns() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        FleetStore hangs = new Hostile(() -> {
            entered.countDown();
            try {
                never.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return new CompletableFuture<>();
        });
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .openFor(Backoff.fixed(Duration.ofMillis(1)))
                .logChanges(false)
                .build();
        CircuitBreaker breaker = CircuitBreaker.of("payments", config);
        try (Fleet fleet = Fleet.of("shop", hangs).join(breaker)) {
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatNoException().isThrownBy(() -> breaker.run(() -> {}));
            breaker.open(Duration.ZERO, "a test");
            assertThat(breaker.tryAcquire()).as("it probes by its own rules").isPresent();
            assertThat(fleet.hold("payments", Duration.ofMinutes(1), "ops", "test"))
                    .isNotDone();
        } finally {
            never.countDown();
        }
    }
}
