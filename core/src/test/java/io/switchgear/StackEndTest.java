// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static io.switchgear.rig.StackEnd.at;
import static io.switchgear.rig.StackEnd.deepest;
import static io.switchgear.rig.StackEnd.quietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Effort;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The breaker is called where hardly any stack is left, so that it overflows within the breaker's own code, at any place: that
 * may cost the call, and a listener the change that it had no stack to hear of, but afterwards the breaker goes through all its
 * states and its listeners hear of every change.
 */
@Tag("C5")
@Tag("C31")
@Tag("C50")
class StackEndTest {
    private static final int STACK_BYTES = 400 * 1024;
    private static final int ROUNDS = Effort.of(2, 4);
    private static final int CALLS = 6;
    /** Calls into the breaker need fewer frames than that. */
    private static final int FRAMES = 250;

    private static final List<Consumer<CircuitBreaker>> STEPS = List.of(
            breaker -> breaker.run(() -> {}),
            breaker -> breaker.run(() -> {
                throw new IllegalStateException("boom");
            }),
            breaker -> breaker.callAsync(() -> CompletableFuture.failedFuture(new IllegalStateException("boom"))),
            breaker -> breaker.tryAcquire().ifPresent(Permit::failure),
            breaker -> breaker.attempt(() -> "fine"),
            breaker -> breaker.open(Duration.ZERO, "why"),
            breaker -> breaker.forceOpen("why"),
            breaker -> breaker.metricsOnly("why"),
            breaker -> breaker.release("why"),
            breaker -> breaker.reset("why"),
            breaker -> breaker.reconfigure(breaker.config()));

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    /** Reading the clock is the one thing between the change and its being told that can be made to fail at will. */
    static IntStream readings() {
        return IntStream.range(1, 30);
    }

    @ParameterizedTest
    @MethodSource("readings")
    void shouldTellOfEveryChangeWhereverItsMakerDies(int reading) {
        ManualTicker clock = new ManualTicker();
        int[] left = {Integer.MAX_VALUE};
        CircuitBreaker breaker = breaker(
                true,
                c -> c.ticker(() -> {
                    if (--left[0] == 0) {
                        throw new StackOverflowError();
                    }
                    return clock.nanos();
                }));
        List<Long> heard = new ArrayList<>();
        breaker.onStateChange(change -> heard.add(change.sequence()));
        left[0] = reading;
        for (int call = 0; call < 9; call++) {
            int step = call % 3;
            quietly(() -> STEPS.get(step == 1 ? 1 : 0).accept(breaker));
            clock.advance(Duration.ofNanos(20));
        }
        assertThat(left[0]).as("it died on the way").isNotPositive();
        assertThat(breaker.snapshot().inFlight())
                .as("calls that nobody counted back")
                .isZero();
        assertWorks(breaker, clock);
        assertThat(heard).as("changes").isEqualTo(numbersUpTo(breaker));
    }

    @Test
    void shouldWorkWhereverItRanOutOfStack() throws Exception {
        FutureTask<Integer> deep = new FutureTask<>(StackEndTest::overflowEverywhere);
        Thread thread = new Thread(null, deep, "with a small stack", STACK_BYTES);
        thread.start();
        assertThat(deep.get()).as("overflows").isGreaterThan(ROUNDS * 10);
    }

    private static int overflowEverywhere() {
        RandomGenerator random = new SplittableRandom(1);
        int overflows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int deepest = deepest();
            for (int frames = 0; frames < FRAMES; frames++) {
                int depth = deepest - frames;
                ManualTicker clock = new ManualTicker();
                CircuitBreaker breaker = breaker(random.nextBoolean(), c -> c.ticker(clock));
                List<Long> heard = new ArrayList<>();
                breaker.onStateChange(change -> heard.add(change.sequence()));
                int lost = 0;
                for (int step = 0; step < CALLS; step++) {
                    Consumer<CircuitBreaker> what = STEPS.get(random.nextInt(STEPS.size()));
                    lost += quietly(() -> at(depth, () -> what.accept(breaker))) ? 1 : 0;
                    clock.advance(Duration.ofNanos(random.nextInt(30)));
                }
                overflows += lost;
                assertThat(breaker.snapshot().inFlight()).isBetween(0L, (long) CALLS);
                breaker.reset("begin anew");
                long before = breaker.machine.phase().sequence();
                assertWorks(breaker, clock);
                List<Long> all = numbersUpTo(breaker);
                assertThat(heard).as("changes").isSorted().doesNotHaveDuplicates();
                assertThat(heard).as("changes after that").containsAll(all.subList((int) before, all.size()));
            }
        }
        return overflows;
    }

    private static CircuitBreaker breaker(boolean ramps, Consumer<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of("deep", c -> {
            settings.accept(c.window(Window.lastCalls(10))
                    .tripWhen(TripRule.failureCount(1))
                    .openFor(Backoff.fixed(Duration.ofNanos(10)))
                    .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofNanos(50)))
                    .ramp(ramps ? Ramp.over(Duration.ofNanos(30)) : Ramp.off()));
            return c;
        });
    }

    /** Through all states, twice. */
    private static void assertWorks(CircuitBreaker breaker, ManualTicker clock) {
        List<State> path = new ArrayList<>();
        Registration registration = breaker.onStateChange(change -> path.add(change.to()));
        clock.advance(Duration.ofNanos(1_000));
        for (int call = 0; call < 8; call++) {
            Outcome outcome = breaker.state() == State.CLOSED ? Outcome.FAILURE : Outcome.SUCCESS;
            breaker.tryAcquire().ifPresent(permit -> {
                if (outcome == Outcome.FAILURE) {
                    permit.failure();
                } else {
                    permit.success();
                }
            });
            clock.advance(Duration.ofNanos(100));
        }
        registration.close();
        assertThat(path).as("states").contains(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    private static List<Long> numbersUpTo(CircuitBreaker breaker) {
        return IntStream.rangeClosed(1, (int) breaker.machine.phase().sequence())
                .mapToObj(Long::valueOf)
                .toList();
    }
}
