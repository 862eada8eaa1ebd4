// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener has a mailbox of its own: bounded, on its own executor, ended by remove(), and no other's trouble is its own. */
@Tag("C50")
class MailboxTest {
    private static final int CAPACITY = 256;
    private final Rig restless = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO)));
    private final CircuitBreaker breaker = restless.breaker;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Long> heard = new ArrayList<>();
    private final Consumer<StateChange> hears = change -> heard.add(change.sequence());

    @ParameterizedTest
    @EnumSource
    void shouldDeliverOnTheExecutorOnly(WayIn way) {
        breaker.onStateChange(hears, tasks::add);
        restless.call(way, Outcome.FAILURE);
        restless.call(way, Outcome.SUCCESS);
        assertThat(heard).isEmpty();
        runTasks();
        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldNotDelayACallByASlowListenerOnAnExecutor() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            breaker.onStateChange(
                    change -> {
                        if (change.sequence() == 1) {
                            ListenerTest.await(go);
                        }
                        heard.add(change.sequence());
                    },
                    executor);
            changes(30);
            assertThat(restless.changes).hasSize(30);
            go.countDown();
        } finally {
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).as("one at a time, though there are four threads").isEqualTo(sequences(1, 30));
    }

    @Test
    void shouldDropTheOldestWhenMoreThan256Wait() {
        Registration registration = breaker.onStateChange(hears, tasks::add);
        changes(CAPACITY);
        assertThat(registration.dropped()).isZero();
        changes(44);
        assertThat(registration.dropped()).isEqualTo(44);
        runTasks();
        assertThat(heard).isEqualTo(sequences(45, 300));
        assertThat(restless.changes).as("the other listener got all").hasSize(300);

        changes(1);
        runTasks();
        assertThat(heard).endsWith(301L);
        assertThat(registration.dropped()).isEqualTo(44);
    }

    @Test
    void shouldNotCountTheOneThatIsBeingDeliveredAsWaiting() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Registration registration = breaker.onStateChange(change -> {
            heard.add(change.sequence());
            busy.countDown();
            if (change.sequence() == 1) {
                ListenerTest.await(go);
            }
        });
        CompletableFuture<Void> blocked =
                CompletableFuture.runAsync(() -> breaker.acquire().failure());
        ListenerTest.await(busy);
        changes(CAPACITY);
        assertThat(registration.dropped()).isZero();
        changes(1);
        assertThat(registration.dropped()).isEqualTo(1);
        go.countDown();
        blocked.get(10, TimeUnit.SECONDS);
        assertThat(heard).hasSize(CAPACITY + 1).startsWith(1L, 3L).isSorted();
    }

    @Test
    void shouldStartNoDeliveryAfterRemove() {
        Registration direct = breaker.onStateChange(hears);
        restless.trip();
        direct.close();
        direct.close();
        changes(3);
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void shouldNotDeliverAfterRemoveWhatWasWaiting() {
        Registration registration = breaker.onStateChange(hears, tasks::add);
        changes(10);
        registration.close();
        runTasks();
        changes(10);
        runTasks();
        assertThat(heard).isEmpty();
        assertThat(registration.dropped()).as("removed is not dropped").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStopWithinADeliveryThatRemovesItself(WayIn way) {
        AtomicReference<@Nullable Registration> self = new AtomicReference<>();
        self.set(breaker.onStateChange(change -> {
            heard.add(change.sequence());
            restless.call(way, Outcome.SUCCESS);
            self.get().close();
        }));
        restless.call(way, Outcome.FAILURE);
        restless.call(way, Outcome.FAILURE);
        assertThat(heard).containsExactly(1L);
        assertThat(restless.changes).hasSize(4);
    }

    @Test
    void shouldRemoveOnlyTheRegistrationAndNotItsTwin() {
        Registration first = breaker.onStateChange(hears);
        breaker.onStateChange(hears);
        restless.trip();
        assertThat(heard).containsExactly(1L, 1L);
        first.close();
        changes(1);
        assertThat(heard).containsExactly(1L, 1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeTheOthersAndTheCallerWhenAListenerThrows(WayIn way) {
        Rig rig = new Rig(config -> config);
        List<State> other = new ArrayList<>();
        rig.breaker.onStateChange(change -> {
            throw new IllegalStateException("broken listener");
        });
        rig.breaker.onStateChange(change -> {
            throw new AssertionError("broken listener, badly");
        });
        rig.breaker.onStateChange(change -> other.add(change.to()));
        rig.call(way, Outcome.FAILURE);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);

        assertThat(other).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().userCodeFailures()).isEqualTo(6);
    }

    @Test
    void shouldGoOnWithTheNextChangeAfterAListenerThrew() {
        breaker.onStateChange(
                change -> {
                    heard.add(change.sequence());
                    throw new AssertionError("broken listener");
                },
                tasks::add);
        changes(3);
        runTasks();
        assertThat(heard).containsExactly(1L, 2L, 3L);
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeTheOthersAndTheCallerWhenAnExecutorRefuses(WayIn way) {
        breaker.onStateChange(hears, task -> {
            throw new RejectedExecutionException("full");
        });
        List<Long> other = new ArrayList<>();
        breaker.onStateChange(change -> other.add(change.sequence()));
        restless.call(way, Outcome.FAILURE);
        restless.call(way, Outcome.SUCCESS);
        assertThat(heard).isEmpty();
        assertThat(other).containsExactly(1L, 2L, 3L);
        assertThat(breaker.snapshot().userCodeFailures()).isPositive();
    }

    @Test
    void shouldDeliverAgainInOrderWhenTheExecutorTakesWorkAgain() {
        boolean[] full = {true};
        breaker.onStateChange(hears, task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        changes(3);
        full[0] = false;
        changes(1);
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L);
    }

    /** Makes so many changes of state. */
    private void changes(int count) {
        int before = restless.changes.size();
        while (restless.changes.size() < before + count) {
            switch (breaker.state()) {
                case CLOSED -> restless.trip();
                case OPEN -> breaker.acquire().ignore();
                case HALF_OPEN -> breaker.acquire().success();
            }
        }
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static List<Long> sequences(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
