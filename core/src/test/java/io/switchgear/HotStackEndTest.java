// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.rig.StackEnd.at;
import static io.switchgear.rig.StackEnd.deepest;
import static io.switchgear.rig.StackEnd.quietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Effort;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The end of the stack in compiled code, where frames are small and a handler has no more stack than what it handles: a call is
 * never counted back twice, and a listener that missed a change for want of stack hears of the next ones.
 */
@Tag("C5")
@Tag("C50")
class HotStackEndTest {
    private static final int STACK_BYTES = 300 * 1024;
    private static final int WARM_UP = 20_000;
    private static final int FRAMES = 250;
    private static final int SEEDS = Effort.of(2, 4);
    private static final int CALLS = 6;

    private static final List<Consumer<CircuitBreaker>> STEPS = List.of(
            breaker -> breaker.run(() -> {}),
            breaker -> breaker.run(() -> {
                throw new IllegalStateException("boom");
            }),
            breaker -> breaker.tryAcquire().ifPresent(Permit::failure),
            breaker -> breaker.tryAcquire().ifPresent(Permit::close),
            breaker -> breaker.tryAcquire().ifPresent(Permit::success));

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @Test
    void shouldNeitherCountACallBackTwiceNorForgetAListener() throws Exception {
        FutureTask<Integer> deep = new FutureTask<>(HotStackEndTest::overflowEverywhere);
        Thread thread = new Thread(null, deep, "with a small stack", STACK_BYTES);
        thread.start();
        assertThat(deep.get()).as("overflows").isPositive();
    }

    private static int overflowEverywhere() {
        for (int call = 0; call < WARM_UP; call++) {
            play(breaker(call % 2 == 0, new ManualTicker()), call, 0, new ManualTicker());
        }
        int overflows = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int frames = 0; frames < FRAMES; frames++) {
                int deepest = deepest(); // each time: frames get smaller when they are compiled
                ManualTicker clock = new ManualTicker();
                CircuitBreaker breaker = breaker(seed % 2 == 0, clock);
                List<Long> heard = new ArrayList<>();
                breaker.onStateChange(change -> heard.add(change.sequence()));
                overflows += play(breaker, seed, deepest - frames, clock);
                assertThat(breaker.snapshot().totals().inFlight())
                        .as("calls in flight")
                        .isBetween(0L, (long) CALLS);
                breaker.forceOpen("a change that is to be heard of");
                assertThat(heard).as("changes").isSorted().doesNotHaveDuplicates();
                assertThat(heard)
                        .as("the change after it, %s frames from the end", frames)
                        .endsWith(breaker.machine.phase().sequence());
            }
        }
        return overflows;
    }

    private static int play(CircuitBreaker breaker, int seed, int depth, ManualTicker clock) {
        int overflows = 0;
        for (int step = 0; step < CALLS; step++) {
            Consumer<CircuitBreaker> what = STEPS.get((seed / 2 + step) % STEPS.size());
            overflows += quietly(() -> at(depth, () -> what.accept(breaker))) ? 1 : 0;
            clock.advance(Duration.ofNanos(10));
        }
        return overflows;
    }

    private static CircuitBreaker breaker(boolean observed, ManualTicker clock) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "hot",
                config -> config.ticker(clock)
                        .logChanges(false)
                        .window(Window.lastCalls(10))
                        .tripWhen(TripRule.failureCount(1))
                        .openFor(Backoff.fixed(Duration.ofNanos(10)))
                        .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofNanos(50))));
        if (observed) {
            breaker.observeCalls(new CallObserver() {});
        }
        return breaker;
    }
}
