// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Registration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State changes reach a listener in their true order, one at a time, under no lock, and it may call the breaker. */
@Tag("C50")
public class ListenerTest {
    private static final long LONG_SECONDS = 10;
    /** Opens and half-opens with each failure, closes with each success: a change or two for every call. */
    private final Rig restless = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO)));

    @ParameterizedTest
    @EnumSource
    void shouldHearOfAChangeBeforeTheCallThatMadeItReturns(WayIn way) {
        List<State> heard = new ArrayList<>();
        restless.breaker.onStateChange(change -> heard.add(change.to()));
        restless.call(way, Outcome.FAILURE);
        assertThat(heard).containsExactly(State.OPEN);
        restless.call(way, Outcome.SUCCESS, () -> assertThat(heard).containsExactly(State.OPEN, State.HALF_OPEN));
        assertThat(heard).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindTheBreakerAsTheChangeSays(WayIn way) {
        restless.breaker.onStateChange(change -> {
            assertThat(restless.breaker.state()).isEqualTo(change.to());
            assertThat(restless.breaker.snapshot().state()).isEqualTo(change.to());
        });
        restless.call(way, Outcome.FAILURE);
        restless.call(way, Outcome.SUCCESS);
        assertThat(restless.breaker.snapshot().userCodeFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearOfATripAfterTheCallThatMadeItWasCounted(WayIn way) {
        List<Snapshot> seen = new ArrayList<>();
        restless.breaker.onStateChange(change -> seen.add(restless.breaker.snapshot()));
        restless.call(way, Outcome.FAILURE);
        assertThat(seen.get(0).totals().failures()).isEqualTo(1);
        assertThat(seen.get(0).inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearOfAChangeThatItMadeItselfAfterwardsAndInOrder(WayIn way) {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        List<State> nested = new ArrayList<>();
        restless.breaker.onStateChange(change -> {
            first.add(change.sequence());
            if (change.to() == State.OPEN && change.sequence() < 9) {
                restless.call(way, Outcome.SUCCESS, () -> nested.add(restless.breaker.state()));
                restless.call(way, Outcome.FAILURE);
            }
            first.add(-change.sequence());
        });
        restless.breaker.onStateChange(change -> second.add(change.sequence()));
        restless.call(way, Outcome.FAILURE);

        assertThat(nested).containsOnly(State.HALF_OPEN).hasSize(3);
        assertThat(first).as("begins and ends of deliveries").hasSize(20);
        for (int i = 0; i < 10; i++) {
            assertThat(first.subList(2 * i, 2 * i + 2)).containsExactly(i + 1L, -i - 1L);
        }
        assertThat(second).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldNoLockWhileAListenerRuns(WayIn way) throws Exception {
        List<Object> stuck = new ArrayList<>();
        restless.breaker.onStateChange(change -> {
            if (change.sequence() > 1) {
                return;
            }
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                restless.call(way, Outcome.SUCCESS);
                restless.call(way, Outcome.FAILURE);
                restless.breaker.snapshot();
                restless.breaker.onStateChange(ignored -> {}).close();
            });
            try {
                others.get(LONG_SECONDS, TimeUnit.SECONDS);
            } catch (Exception problem) {
                stuck.add(problem);
            }
        });
        restless.call(way, Outcome.FAILURE);
        assertThat(stuck).isEmpty();
        assertThat(restless.changes).extracting(StateChange::sequence).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotHoldUpCallsOnOtherThreadsWhileItIsBusy(WayIn way) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Long> heard = new ArrayList<>();
        restless.breaker.onStateChange(change -> {
            heard.add(change.sequence());
            busy.countDown();
            if (change.sequence() == 1) {
                await(go);
            }
        });
        CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> restless.call(way, Outcome.FAILURE));
        await(busy);

        for (int i = 0; i < 10; i++) {
            restless.call(way, Outcome.SUCCESS);
            restless.call(way, Outcome.FAILURE);
        }
        assertThat(heard).as("the first is still being delivered").containsExactly(1L);
        go.countDown();
        blocked.get(LONG_SECONDS, TimeUnit.SECONDS);
        assertThat(heard).hasSize(31).isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearTheTrueOrderOneAtATimeFromManyThreads(WayIn way) throws Exception {
        List<StateChange> heard = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Registration registration = restless.breaker.onStateChange(change -> {
            together.addAndGet(inside.getAndIncrement());
            heard.add(change);
            inside.decrementAndGet();
        });
        Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
            for (int i = 0; i < 1_000; i++) {
                anyhow(way, (i + thread) % 2 == 0 ? Outcome.FAILURE : Outcome.SUCCESS);
            }
            return thread;
        });

        assertThat(together).as("deliveries at the same time").hasValue(0);
        assertThat(heard).extracting(StateChange::sequence).isSorted().doesNotHaveDuplicates();
        long last = restless.breaker.snapshot().lastTrip().orElseThrow().sequence();
        assertThat(heard.size() + registration.dropped()).isBetween(last, last + 2);
        for (int i = 1; i < heard.size(); i++) {
            StateChange before = heard.get(i - 1);
            StateChange change = heard.get(i);
            if (change.sequence() == before.sequence() + 1) {
                assertThat(change.from()).isEqualTo(before.to());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearAtOnceAndInOrderThoughAThreadIsHeldUpInTheMiddleOfItsChange(WayIn way) throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                if (made.getCount() == 1) {
                    made.countDown();
                    await(go);
                }
                return super.schedule(task, delay, unit);
            }
        };
        try {
            Rig rig = new Rig(config -> config.scheduler(scheduler));
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> rig.call(way, Outcome.FAILURE));
            await(made);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.SUCCESS);
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
            assertThat(rig.changes).extracting(StateChange::sequence).containsExactly(1L, 2L, 3L);

            go.countDown();
            first.get(LONG_SECONDS, TimeUnit.SECONDS);
            assertThat(rig.changes).as("each once").hasSize(3);
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void shouldHearNothingOfWhatWasBeforeIt() {
        restless.trip();
        List<StateChange> heard = new ArrayList<>();
        restless.breaker.onStateChange(heard::add);
        assertThat(heard).isEmpty();
        restless.breaker.acquire().success();
        assertThat(heard).extracting(StateChange::sequence).containsExactly(2L, 3L);
    }

    private void anyhow(WayIn way, Outcome outcome) {
        try {
            restless.call(way, outcome);
        } catch (CallNotPermittedException busy) {
            assertThat(busy.breakerName()).isEqualTo("payments");
        }
    }

    public static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
