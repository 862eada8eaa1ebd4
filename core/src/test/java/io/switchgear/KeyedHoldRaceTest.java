// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evictions and what else happens at the same time: a hold is not lost, and an evicted breaker is let go of. */
@Tag("C63")
class KeyedHoldRaceTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreakerConfig config = new Rig(config ->
                    config.ticker(ticker).tripWhen(TripRule.failureCount(1)).logChanges(false))
            .breaker.config();

    /** A key that lets something happen between the look for its breaker and what is done with that. */
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
    void shouldHoldAKeyThatIsEvictedBetweenTheLookForItsBreakerAndTheHold() {
        KeyedCircuitBreaker<Object> one = KeyedCircuitBreaker.of("one", 1, config);
        AtomicBoolean evicts = new AtomicBoolean(true);
        one.at(new Interrupted("a", () -> {})).run(() -> {});
        Object again = new Interrupted("a", () -> {
            if (evicts.getAndSet(false)) {
                one.at("b").run(() -> {});
                one.at("c").run(() -> {});
            }
        });
        assertThat(one.forceOpen(again, "maintenance")).isTrue();
        assertThat(one.snapshot(again).orElseThrow().state()).isEqualTo(State.FORCED_OPEN);
        assertThat(one.at(again).tryAcquire()).isEmpty();
    }

    @Test
    void shouldHoldWhatItSaysItHoldsWhileOtherKeysWantThePlace() throws Exception {
        KeyedCircuitBreaker<Integer> one = KeyedCircuitBreaker.of("one", 1, config);
        boolean[] held = new boolean[1];
        Threads.race(20_000, (racer, round) -> {
            if (racer == 0) {
                held[0] = one.forceOpen(round, "race");
            } else {
                one.at(-1).tryAcquire().ifPresent(Permit::success);
                one.at(-2).tryAcquire().ifPresent(Permit::success);
            }
            return () -> {
                if (racer == 0) {
                    if (held[0]) {
                        assertThat(one.snapshot(round).map(Snapshot::state))
                                .as("round %s", round)
                                .contains(State.FORCED_OPEN);
                    }
                    one.reset(round, "next");
                }
            };
        });
        assertThat(one.snapshot().totals().inFlight()).isZero();
        assertThat(one.snapshot().keys()).isEqualTo(1);
    }

    @Test
    @Tag("C65")
    void shouldLetNoKeyEscapeThatComesWhileAllAreMoved() throws Exception {
        AtomicReference<KeyedCircuitBreaker<Integer>> each =
                new AtomicReference<>(KeyedCircuitBreaker.of("keyed", 4, config));
        Threads.race(5_000, (racer, round) -> {
            KeyedCircuitBreaker<Integer> keyed = each.get();
            boolean holds = round % 2 == 0;
            if (racer == 1) {
                keyed.at(round).tryAcquire().ifPresent(Permit::success);
            } else if (holds) {
                keyed.forceOpen("race");
            } else {
                keyed.release("race");
            }
            return () -> {
                if (racer == 0) {
                    assertThat(keyed.snapshot(round).map(Snapshot::state))
                            .as("round %s", round)
                            .contains(holds ? State.FORCED_OPEN : State.CLOSED);
                    assertThat(keyed.at(round).tryAcquire().isPresent()).isNotEqualTo(holds);
                    each.set(KeyedCircuitBreaker.of("keyed", 4, config));
                    if (holds) {
                        each.get().forceOpen("to be released in the next round");
                    }
                }
            };
        });
    }

    @Test
    @Tag("C65")
    void shouldLeaveAllBreakersInOneStateAfterTwoMovesAtOnce() throws Exception {
        KeyedCircuitBreaker<Integer> keyed = KeyedCircuitBreaker.of("keyed", 8, config);
        for (int key = 0; key < 8; key++) {
            keyed.at(key).run(() -> {});
        }
        Threads.race(2_000, (racer, round) -> {
            if (racer == 0) {
                keyed.forceOpen("race");
            } else {
                keyed.release("race");
            }
            return () -> {
                if (racer == 0) {
                    KeyedSnapshot<Integer> all = keyed.snapshot();
                    assertThat(all.byState()).as("round %s", round).hasSize(1);
                    assertThat(all.byState()).containsKey(all.overflow().state());
                }
            };
        });
    }

    @Test
    void shouldTellListenersNothingOfABreakerThatWasEvicted() {
        KeyedCircuitBreaker<String> one = KeyedCircuitBreaker.of("one", 1, config);
        List<BreakerEvent> heard = new ArrayList<>();
        one.onEvent(heard::add, Runnable::run);
        one.at("a").run(() -> {});
        StateMachine evicted = one.at("a").machine();
        one.at("b").run(() -> {});
        one.at("c").run(() -> {});
        assertThat(one.snapshot("a")).isEmpty();
        ManualControl.reset(evicted, "unheard");
        assertThat(heard).isEmpty();
        one.at("c").acquire().failure();
        assertThat(heard).as("of the key that is there").hasSize(1);
    }

    @Test
    void shouldKeepNoListenerAliveThroughABreakerThatWasEvicted() {
        StateMachine[] evicted = new StateMachine[1];
        WeakReference<Object> listener = evictAndForget(evicted);
        Awaitility.await().until(() -> {
            System.gc();
            return listener.refersTo(null);
        });
        assertThat(evicted[0].phase().state).isEqualTo(State.CLOSED);
    }

    private WeakReference<Object> evictAndForget(StateMachine[] evicted) {
        KeyedCircuitBreaker<String> one = KeyedCircuitBreaker.of("one", 1, config);
        List<BreakerEvent> heard = new ArrayList<>();
        one.onEvent(heard::add, Runnable::run);
        one.at("a").run(() -> {});
        evicted[0] = one.at("a").machine();
        one.at("b").run(() -> {});
        one.at("c").run(() -> {});
        return new WeakReference<>(heard);
    }

    @Test
    void shouldKeepNoEvictedBreakerAliveThroughAListener() {
        KeyedCircuitBreaker<String> one = KeyedCircuitBreaker.of("one", 1, config);
        one.onEvent(event -> {}, Runnable::run);
        one.at("a").run(() -> {});
        WeakReference<StateMachine> evicted = new WeakReference<>(one.at("a").machine());
        one.at("b").run(() -> {});
        one.at("c").run(() -> {});
        Awaitility.await().until(() -> {
            System.gc();
            return evicted.refersTo(null);
        });
        assertThat(one.snapshot().totals().successes()).isEqualTo(3);
    }
}
