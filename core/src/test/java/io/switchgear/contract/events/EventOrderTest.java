// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.BreakerEvent;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.model.History;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of state, resets and reconfigurations reach a listener in their true order, whoever makes them, under no lock. */
@Tag("C50")
class EventOrderTest {
    private static final long LONG_SECONDS = 30;
    /** Opens and half-opens with each failure, closes with each success. */
    private final Rig restless = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO)));

    private final CircuitBreaker breaker = restless.breaker;
    private final CircuitBreakerConfig config = breaker.config();
    private final History history = new History();

    @ParameterizedTest
    @EnumSource
    void shouldTellOfEveryKindOfEventInOrder(WayIn way) {
        breaker.onEvent(history::hear, Runnable::run);
        CircuitBreakerConfig other = config.toBuilder().failureMessages(false).build();
        restless.call(way, Outcome.FAILURE);
        breaker.reconfigure(other);
        breaker.reconfigure(config);
        breaker.reset("all is well");
        breaker.forceOpen("or not");
        breaker.reconfigure(other);
        breaker.release("but yes");

        assertThat(history.events()).extracting(BreakerEvent::sequence).containsExactly(1L, 1L, 1L, 2L, 3L, 3L, 4L);
        assertThat(history.events()).allSatisfy(event -> {
            assertThat(event.breaker()).isEqualTo("payments");
            assertThat(event.at()).isEqualTo(Rig.START);
            assertThat(event.toString()).startsWith("payments ");
        });
        history.assertTrueFrom(State.CLOSED, config);
        assertThat(restless.changes).as("a listener to changes of state").isEqualTo(history.changes());
    }

    @Test
    void shouldTellOfResetsInStatesThatDoNotChange() {
        breaker.onEvent(history::hear, Runnable::run);
        breaker.reset("once");
        breaker.reset("twice");

        assertThat(history.changes()).extracting(StateChange::reason).containsExactly("reset: once", "reset: twice");
        history.assertTrueFrom(State.CLOSED, config);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheTrueOrderWhenCallsResetsAndReconfigurationsRace(WayIn way) throws Exception {
        breaker.onEvent(history::hear, Runnable::run);
        Threads.race(300, (racer, round) -> {
            if (racer == 0) {
                restless.call(way, round % 2 == 0 ? Outcome.FAILURE : Outcome.SUCCESS);
            } else if (round % 3 == 0) {
                breaker.reset("round " + round);
            } else {
                breaker.reconfigure(breaker.config().toBuilder().build());
            }
            return () -> {};
        });

        assertThat(history.reconfigurations()).isEqualTo(200);
        history.assertTrueFrom(State.CLOSED, config);
        history.assertLeadsTo(breaker);
    }

    @Test
    void shouldPlaceAReconfigurationThatMeetsAChangeBeforeOrAfterItForAllListenersAlike() throws Exception {
        History second = new History();
        breaker.onEvent(history::hear, Runnable::run);
        breaker.onEvent(second::hear, Runnable::run);
        Threads.race(5_000, (racer, round) -> {
            if (racer == 0) {
                breaker.reset("round");
            } else {
                breaker.reconfigure(config);
            }
            return () -> {};
        });

        assertThat(history.events()).hasSize(10_000);
        history.assertTrueFrom(State.CLOSED, config);
        assertThat(second.events()).isEqualTo(history.events());
    }

    @Test
    void shouldKeepTheTrueOrderOnAnExecutorOfManyThreads() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        Registration registration;
        try {
            registration = breaker.onEvent(history::hear, executor);
            Threads.run(IntStream.range(0, 3).boxed().toList(), thread -> {
                for (int i = 0; i < 60; i++) {
                    if (thread == 0) {
                        breaker.reconfigure(config);
                    } else {
                        breaker.reset("by " + thread);
                    }
                }
                return thread;
            });
        } finally {
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(history.events()).hasSize(180);
        assertThat(registration.dropped()).isZero();
        history.assertTrueFrom(State.CLOSED, config);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearAfterwardsOfWhatItDoesItself(WayIn way) {
        List<String> path = new ArrayList<>();
        breaker.onEvent(
                event -> {
                    history.hear(event);
                    path.add("in " + event.sequence());
                    if (event instanceof StateChange change && change.sequence() == 1) {
                        restless.call(way, Outcome.SUCCESS);
                        breaker.reset("by the listener");
                        breaker.reconfigure(config);
                        restless.call(way, Outcome.FAILURE);
                        breaker.forceOpen("by the listener");
                    }
                    path.add("out " + event.sequence());
                },
                Runnable::run);
        restless.call(way, Outcome.FAILURE);

        assertThat(history.changes())
                .extracting(StateChange::to)
                .containsExactly(
                        State.OPEN, State.HALF_OPEN, State.CLOSED, State.CLOSED, State.OPEN, State.FORCED_OPEN);
        history.assertTrueFrom(State.CLOSED, config);
        for (int i = 0; i < path.size(); i += 2) {
            assertThat(path.get(i + 1)).isEqualTo(path.get(i).replace("in", "out"));
        }
        assertThat(breaker.snapshot().userCodeFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldNoLockWhileAListenerHearsOfAnyEvent(WayIn way) throws Exception {
        List<Throwable> stuck = new ArrayList<>();
        boolean[] first = {true};
        breaker.onEvent(
                event -> {
                    if (!first[0]) {
                        return;
                    }
                    first[0] = false;
                    CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                        breaker.reconfigure(config);
                        breaker.reset("by another thread");
                        breaker.metricsOnly("by another thread");
                        restless.call(way, Outcome.FAILURE);
                        breaker.snapshot();
                        breaker.health();
                        breaker.onEvent(ignored -> {}, Runnable::run).close();
                        breaker.observeCalls(new CallObserver() {}).close();
                    });
                    try {
                        others.get(LONG_SECONDS, TimeUnit.SECONDS);
                    } catch (Exception problem) {
                        stuck.add(problem);
                    }
                },
                Runnable::run);
        List<Runnable> events = List.of(
                () -> breaker.reconfigure(config),
                () -> breaker.reset("to begin with"),
                () -> breaker.forceOpen("to begin with"));
        for (Runnable event : events) {
            first[0] = true;
            event.run();
            assertThat(first[0]).isFalse();
        }
        assertThat(stuck).isEmpty();
    }

    @Test
    void shouldDropTheOldestEventOfAnyKindWhenItsMailboxIsFull() {
        List<Runnable> tasks = new ArrayList<>();
        Registration registration = breaker.onEvent(history::hear, tasks::add);
        for (int i = 0; i < 150; i++) {
            breaker.reconfigure(config);
            breaker.reset("number " + i);
        }
        assertThat(registration.dropped()).isEqualTo(44);
        tasks.forEach(Runnable::run);

        assertThat(history.events()).hasSize(256);
        assertThat(history.reconfigurations()).isEqualTo(128);
        assertThat(history.events().get(255).sequence()).isEqualTo(150);
    }

    @Test
    void shouldTellNothingOfAReconfigurationThatWasRefused() {
        breaker.onEvent(history::hear, Runnable::run);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> breaker.reconfigure(CircuitBreakerConfig.builder().build()));
        assertThat(history.events()).isEmpty();
    }
}
