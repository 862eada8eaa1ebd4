// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A keyed breaker none of whose keys can make room costs its callers next to nothing: no call waits for a search. */
@Tag("C63")
class KeyedOutageTest {
    private static final int MANY_KEYS = 50_000;
    private static final int LIMIT_SECONDS = 20;

    private final ManualTicker manual = new ManualTicker();

    @Test
    void shouldServeCallersWithoutAPlaceAtOnceByARealClock() throws Exception {
        KeyedCircuitBreaker<Integer> keyed = failing(MANY_KEYS, Ticker.system());
        int callers = 4;
        int calls = 5_000;
        Threads.run(IntStream.range(0, callers).boxed().toList(), caller -> {
            for (int call = 0; call < calls; call++) {
                keyed.at(MANY_KEYS + caller * calls + call).run(() -> {});
            }
            return null;
        });

        KeyedSnapshot<Integer> all = keyed.snapshot();
        assertThat(all.keys()).isEqualTo(MANY_KEYS);
        assertThat(all.overflow().totals().successes()).isEqualTo((long) callers * calls);
    }

    @Test
    void shouldLookAtSoManyKeysInOneSearchHoweverManyThereAre() {
        AtomicInteger readings = new AtomicInteger();
        KeyedCircuitBreaker<Integer> keyed = failing(10_000, () -> {
            readings.incrementAndGet();
            return manual.nanos();
        });
        int calls = 100;
        readings.set(0);
        for (int call = 0; call < calls; call++) {
            manual.advance(Duration.ofMillis(200));
            keyed.at(-1 - call).run(() -> {});
        }
        assertThat(readings.get()).as("readings of the clock").isLessThan(10 * calls);
        assertThat(keyed.snapshot().overflow().totals().successes()).isEqualTo(calls);
    }

    @Test
    void shouldFindTheOneKeyThatCanMakeRoomWhereverItIs() {
        int keys = 2_000;
        KeyedCircuitBreaker<Integer> keyed = failing(keys, manual);
        for (int idle : new int[] {0, 1, 255, 256, 257, 1_024, 1_999}) {
            keyed.reset(idle, "repaired");
            int newcomer = keys + idle;
            int calls = 0;
            while (keyed.snapshot(newcomer).isEmpty() && calls < keys) {
                keyed.at(newcomer).run(() -> {});
                manual.advance(Duration.ofMillis(100));
                calls++;
            }
            assertThat(keyed.snapshot(idle)).as("key %s", idle).isEmpty();
            assertThat(calls).isLessThan(20);
            keyed.at(newcomer).acquire().failure();
        }
        assertThat(keyed.snapshot().evicted()).isEqualTo(7);
        assertThat(keyed.snapshot().keys()).isEqualTo(keys);
    }

    @Test
    void shouldSearchAgainOnlyAfterAPauseThatBeginsWhenTheSearchIsOver() {
        Duration search = Duration.ofMillis(300);
        AtomicInteger slowReadings = new AtomicInteger();
        KeyedCircuitBreaker<Integer> keyed = failing(100, () -> {
            if (slowReadings.getAndDecrement() > 0) {
                manual.advance(search);
            }
            return manual.nanos();
        });
        slowReadings.set(2); // one before the search, one during it or at its end
        keyed.at(-1).acquire().success();
        keyed.reset(5, "repaired");
        keyed.at(-2).acquire().success();
        assertThat(keyed.snapshot(-2)).as("within the pause").isEmpty();
        manual.advance(Duration.ofMillis(100));
        keyed.at(-2).acquire().success();
        assertThat(keyed.snapshot(-2)).as("after the pause").isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldLetOthersTakeTheOverflowWhileOneSearches(int stopsAtReading) throws Exception {
        CountDownLatch searching = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        ThreadLocal<Integer> readings = ThreadLocal.withInitial(() -> Integer.MIN_VALUE);
        KeyedCircuitBreaker<Integer> keyed = failing(10, () -> {
            readings.set(readings.get() + 1);
            if (readings.get() == stopsAtReading) {
                searching.countDown();
                await(others);
            }
            return manual.nanos();
        });
        manual.advance(Duration.ofSeconds(1));
        CompletableFuture<Void> searcher = CompletableFuture.runAsync(() -> {
            readings.set(0); // only this thread stops
            keyed.at(-1).run(() -> {});
            readings.set(Integer.MIN_VALUE);
        });
        await(searching);
        CompletableFuture.runAsync(() -> keyed.at(-2).run(() -> {}), Threads.OTHERS)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        others.countDown();
        searcher.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(keyed.snapshot().overflow().totals().successes()).isEqualTo(2);
    }

    @Test
    void shouldMakeBreakersForNewKeysWhileASnapshotIsTaken() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch made = new CountDownLatch(1);
        AtomicBoolean stops = new AtomicBoolean();
        ThreadLocal<Boolean> looks = ThreadLocal.withInitial(() -> false);
        KeyedCircuitBreaker<Integer> keyed = failing(10, 11, () -> {
            if (looks.get() && stops.getAndSet(false)) {
                looking.countDown();
                await(made);
            }
            return manual.nanos();
        });
        keyed.forceOpen(3, "so that it is looked at");
        stops.set(true);
        CompletableFuture<KeyedSnapshot<Integer>> snapshot = CompletableFuture.supplyAsync(() -> {
            looks.set(true);
            KeyedSnapshot<Integer> all = keyed.snapshot();
            looks.set(false);
            return all;
        });
        await(looking);
        CompletableFuture.runAsync(() -> keyed.at(-1).run(() -> {}), Threads.OTHERS)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        made.countDown();
        assertThat(snapshot.get(LIMIT_SECONDS, TimeUnit.SECONDS).keys()).isBetween(10, 11);
        assertThat(keyed.snapshot(-1)).isPresent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static KeyedCircuitBreaker<Integer> failing(int keys, Ticker ticker) {
        return failing(keys, keys, ticker);
    }

    /** All keys have a failure in their window, and no place is left beyond the bound. */
    private static KeyedCircuitBreaker<Integer> failing(int keys, int maxKeys, Ticker ticker) {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .tripWhen(TripRule.failureCount(2))
                .window(Window.lastCalls(10))
                .openFor(Backoff.fixed(Duration.ofHours(1)))
                .ticker(ticker)
                .build();
        KeyedCircuitBreaker<Integer> keyed = KeyedCircuitBreaker.of("keyed", maxKeys, config);
        for (int key = 0; key < keys; key++) {
            keyed.at(key).acquire().failure();
        }
        return keyed;
    }
}
