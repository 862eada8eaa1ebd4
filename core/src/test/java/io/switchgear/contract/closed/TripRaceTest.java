// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many threads cross the threshold at once, the breaker opens once. */
@Tag("C12")
class TripRaceTest {
    private static final List<Integer> THREADS = IntStream.range(0, 32).boxed().toList();

    private final ManualTicker ticker = new ManualTicker();
    private final ConcurrentLinkedQueue<StateChange> changes = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void shouldOpenOnceWhenAllFailAtTheSameMoment(WayIn way) throws Exception {
        for (int round = 0; round < 8; round++) {
            CircuitBreaker breaker = breaker(TripRule.failureCount(8));
            CyclicBarrier allInside = new CyclicBarrier(THREADS.size());

            Threads.run(
                    THREADS,
                    thread -> new Script(way, breaker, ticker).isAdmitted(() -> {
                        allInside.await();
                        throw new IllegalStateException("broken");
                    }));

            assertThat(breaker.state()).isEqualTo(State.OPEN);
            assertThat(changes).hasSize(1);
            assertThat(changes.element().sequence()).isEqualTo(1);
            Snapshot after = breaker.snapshot();
            assertThat(after.consecutiveOpenings()).isEqualTo(1);
            assertThat(after.totals().failures() + after.totals().stale()).isEqualTo(THREADS.size());
            assertThat(after.totals().failures()).isBetween(8L, (long) THREADS.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C1")
    void shouldOpenOnceWhileAllAreAskingTheRule(WayIn way) throws Exception {
        CountDownLatch asking = new CountDownLatch(THREADS.size());
        CircuitBreaker breaker = breaker(TripRule.when("all at once", metrics -> {
                    asking.countDown();
                    try {
                        asking.await();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                    return true;
                })
                .minimumCalls(1));

        Threads.run(THREADS, thread -> new Script(way, breaker, ticker).play("F"));

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(changes).hasSize(1);
        assertThat(breaker.snapshot().totals().failures())
                .as("all were counted before the first of them opened it")
                .isEqualTo(THREADS.size());
        assertThat(breaker.snapshot().userCodeFailures()).isZero();
    }

    private CircuitBreaker breaker(TripRule rule) {
        changes.clear();
        CircuitBreaker breaker = CircuitBreaker.of(
                "race", c -> c.window(Window.lastCalls(100)).tripWhen(rule).ticker(ticker));
        breaker.onStateChange(changes::add);
        return breaker;
    }
}
