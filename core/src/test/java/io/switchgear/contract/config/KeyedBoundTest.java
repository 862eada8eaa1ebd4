// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Effort;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever keys come, a keyed breaker has room for so many, and gives up first what matters least. */
@Tag("C63")
class KeyedBoundTest {
    private static final int HOSTILE_KEYS = Effort.of(1_000_000, 10_000_000);

    private final ManualTicker ticker = new ManualTicker();
    private final KeyedCircuitBreaker<Object> keyed = keyed(3);

    @Test
    void shouldGiveTheLongestUnusedClosedIdleKeyASecondChanceOnlyIfItWasUsed() {
        succeed("a", "b", "c");
        succeed("a");
        succeed("d");
        assertKeys("a", "c", "d");
        assertThat(keyed.snapshot().evicted()).isEqualTo(1);
        succeed("e");
        assertKeys("a", "d", "e");
        succeed("d", "e", "f");
        assertKeys("d", "e", "f");
    }

    @Test
    void shouldEvictHealthyKeysBeforeOpenOnesPastTheirWait() {
        keyed.at("open").acquire().failure();
        ticker.advance(Rig.WAIT);
        succeed("a", "b");
        succeed("b", "b", "c");
        assertKeys("open", "b", "c");
        succeed("d", "e");
        assertThat(keyed.snapshot("open")).as("still there").isPresent();
    }

    @Test
    void shouldEvictOpenKeysPastTheirWaitWhenNoHealthyOneIsLeft() {
        fail("a", "b", "c");
        succeed("d");
        assertKeys("a", "b", "c");
        assertThat(keyed.snapshot().overflow().totals().successes()).isEqualTo(1);
        ticker.advance(Rig.WAIT);
        succeed("e");
        assertKeys("b", "c", "e");
        assertThat(keyed.snapshot().evicted()).isEqualTo(1);
    }

    @Test
    void shouldNeverEvictAKeyThatIsHeldByHandOrHasCallsOutOrFailuresOrProbes() {
        KeyedCircuitBreaker<Object> four = KeyedCircuitBreaker.of("four", 4, config(2));
        assertThat(four.forceOpen("held", "maintenance")).isTrue();
        Permit out = four.at("out").acquire();
        four.at("failing").acquire().failure();
        four.at("half-open").acquire().failure();
        four.at("half-open").acquire().failure();
        ticker.advance(Rig.WAIT);
        four.at("half-open").acquire().ignore();
        for (int key = 0; key < 100; key++) {
            ticker.advance(Duration.ofSeconds(1));
            four.at(key).acquire().success();
        }

        assertThat(List.of("held", "out", "failing", "half-open"))
                .allSatisfy(key -> assertThat(four.snapshot(key)).as(key).isPresent());
        assertThat(four.snapshot().overflow().totals().successes()).isEqualTo(100);
        assertThat(four.forceOpen("stranger", "no place for it")).isFalse();
        assertThat(four.snapshot().evicted()).isZero();
        out.success();
        ticker.advance(Duration.ofSeconds(1));
        four.at("new").acquire().success();
        assertThat(four.snapshot("new")).as("takes the place of what is back").isPresent();
        assertThat(four.snapshot("out")).isEmpty();
    }

    @Test
    void shouldShareOneVisibleOverflowWhenNoPlaceIsLeft() {
        fail("a", "b", "c");
        keyed.at("d").acquire().failure();
        KeyedSnapshot<Object> all = keyed.snapshot();
        assertThat(all.overflow().name()).isEqualTo("keyed[*]");
        assertThat(all.overflow().state()).isEqualTo(State.OPEN);
        assertThat(keyed.at("e").tryAcquire()).as("shares the overflow").isEmpty();
        assertThat(all.health().reason()).contains("overflow OPEN");
        assertThat(all.keys()).isEqualTo(3);

        List.of("a", "b", "c").forEach(key -> keyed.reset(key, "mended"));
        assertThat(keyed.snapshot().health().status()).isEqualTo(Health.Status.DEGRADED);
        ticker.advance(Duration.ofSeconds(1));
        succeed("e");
        assertThat(keyed.snapshot("e")).as("there is place again").isPresent();
    }

    @Test
    void shouldNotForgetWhatEvictedKeysHaveCounted() {
        Totals before = keyed.snapshot().totals();
        for (int key = 0; key < 1_000; key++) {
            if (key % 3 == 0) {
                fail(key);
                keyed.at(key).tryAcquire();
                ticker.advance(Rig.WAIT);
            } else {
                succeed(key);
                keyed.at(key).acquire().ignore();
            }
            Totals now = keyed.snapshot().totals();
            assertThat(now.admitted()).isGreaterThan(before.admitted());
            assertThat(now.successes()).isGreaterThanOrEqualTo(before.successes());
            assertThat(now.failures()).isGreaterThanOrEqualTo(before.failures());
            assertThat(now.ignored()).isGreaterThanOrEqualTo(before.ignored());
            assertThat(now.rejected().get(RejectionReason.OPEN))
                    .isGreaterThanOrEqualTo(before.rejected().get(RejectionReason.OPEN));
            before = now;
        }
        assertThat(before.successes()).isEqualTo(666);
        assertThat(before.failures()).isEqualTo(334);
        assertThat(before.ignored()).isEqualTo(666);
        assertThat(before.rejected().get(RejectionReason.OPEN)).isEqualTo(334);
        assertThat(before.inFlight()).isZero();
    }

    /** A key that lets another thread come in between the look for its breaker and its call. */
    private record Interrupted(String name, Runnable whenFound) {
        @Override
        public boolean equals(Object other) {
            boolean same = other instanceof Interrupted key && key.name.equals(name);
            if (same) {
                whenFound.run();
            }
            return same;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @Test
    void shouldCountACallThatFoundItsBreakerJustBeforeThatWasEvicted() {
        KeyedCircuitBreaker<Object> one = keyed(1);
        AtomicBoolean evicts = new AtomicBoolean(true);
        one.at(new Interrupted("a", () -> {})).acquire().success();
        Object again = new Interrupted("a", () -> {
            if (evicts.getAndSet(false)) {
                one.at("b").acquire().success();
                one.at("c").acquire().success();
            }
        });
        one.at(again).acquire().success();

        assertThat(one.snapshot().evicted()).isPositive();
        assertThat(one.snapshot().totals().successes()).isEqualTo(4);
        System.gc(); // what nobody holds any more is added up, once
        assertThat(one.snapshot().totals().successes()).isEqualTo(4);
    }

    @Test
    void shouldStayWithinTheBoundWhenMillionsOfHostileKeysCome() {
        fail("a", "b", "c");
        for (int key = 0; key < HOSTILE_KEYS; key++) {
            keyed.at(key).tryAcquire().ifPresent(Permit::success);
        }
        assertKeys("a", "b", "c");
        assertThat(keyed.snapshot().totals().successes()).isEqualTo(HOSTILE_KEYS);

        KeyedCircuitBreaker<Object> churning = keyed(100);
        for (int key = 0; key < 100_000; key++) {
            churning.at(key).acquire().success();
        }
        assertThat(churning.snapshot().keys()).isEqualTo(100);
        assertThat(churning.snapshot().evicted()).isEqualTo(99_900);
        assertThat(churning.snapshot().totals().successes()).isEqualTo(100_000);
    }

    @Test
    void shouldKeepTheBoundAndTheBooksWhenManyThreadsBringManyKeys() throws Exception {
        KeyedCircuitBreaker<Object> crowded = keyed(8);
        List<Integer> sizes = new ArrayList<>();
        LongAdder letIn = new LongAdder();
        Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < 3_000; i++) {
                int key = random.nextInt(32);
                crowded.at(key).tryAcquire().ifPresent(permit -> {
                    letIn.increment();
                    if (key == 7) {
                        permit.failure();
                    } else {
                        permit.success();
                    }
                });
                ticker.advance(Duration.ofMillis(10));
                if (thread == 0 && i % 30 == 0) {
                    sizes.add(crowded.snapshot().keys());
                }
            }
            return thread;
        });

        assertThat(sizes).allMatch(size -> size <= 8);
        KeyedSnapshot<Object> all = crowded.snapshot();
        assertThat(all.keys()).isEqualTo(8);
        assertThat(all.byState().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(8);
        assertThat(all.totals().inFlight()).isZero();
        assertThat(all.totals().admitted()).as("not one is lost").isEqualTo(letIn.sum());
    }

    private void succeed(Object... keys) {
        for (Object key : keys) {
            keyed.at(key).acquire().success();
        }
    }

    private void fail(Object... keys) {
        for (Object key : keys) {
            keyed.at(key).acquire().failure();
        }
    }

    private void assertKeys(Object... keys) {
        assertThat(keyed.snapshot().keys()).isEqualTo(keys.length);
        assertThat(keys)
                .allSatisfy(key -> assertThat(keyed.snapshot(key)).as("%s", key).isPresent());
    }

    private KeyedCircuitBreaker<Object> keyed(int maxKeys) {
        return KeyedCircuitBreaker.of("keyed", maxKeys, config(1));
    }

    private CircuitBreakerConfig config(int failures) {
        return new Rig(config -> config.ticker(ticker).tripWhen(TripRule.failureCount(failures))).breaker.config();
    }
}
