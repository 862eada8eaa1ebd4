// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.switchgear.Call;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.window.Window;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that passes a closed breaker, and one that {@code tryAcquire} refuses, make no object. */
class AllocationTest {
    private static final int CALLS = 10_000;
    /** More than it takes until all is compiled, also while others keep the machine busy. */
    private static final int ROUNDS = 500;
    /** What measuring itself may allocate in a round; one object a call would be 160,000 bytes. */
    private static final long NOISE = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<CircuitBreaker> closedBreakers() {
        ManualTicker ticker = new ManualTicker();
        CircuitBreaker observed = CircuitBreaker.of("with a listener", c -> c.ticker(ticker));
        observed.onStateChange(change -> {});
        return Stream.of(
                CircuitBreaker.of("by default", c -> c.ticker(ticker)),
                CircuitBreaker.of("with a count window", c -> c.ticker(ticker).window(Window.lastCalls(100))),
                CircuitBreaker.of("measuring", c -> c.ticker(ticker).slowCallsOver(Duration.ofSeconds(1))),
                observed);
    }

    @ParameterizedTest
    @MethodSource("closedBreakers")
    void shouldCallThroughAClosedBreakerWithoutMakingAnObject(CircuitBreaker breaker) {
        assertThat(leastBytes(() -> breaker.call(() -> "result"))).isLessThan(NOISE);
    }

    @Test
    void shouldCallWithoutMakingAnObjectWhateverTypesItReturnsInTurn() {
        CircuitBreaker breaker = CircuitBreaker.of("mixed", c -> c.ticker(new ManualTicker()));
        Object[] results = {"text", 1, List.of("one"), new ArrayList<>(List.of(2)), Map.of(3, "three"), 4L, new Object()
        };
        int[] next = new int[1];
        Call<Object, RuntimeException> operation = () -> results[next[0]++ % results.length];
        assertThat(leastBytes(() -> breaker.call(operation))).isLessThan(NOISE);
    }

    @Test
    void shouldRefuseWithoutMakingAnObject() {
        CircuitBreaker breaker = CircuitBreaker.of("refusing");
        breaker.forceOpen("measuring");
        assertThat(leastBytes(breaker::tryAcquire)).isLessThan(NOISE);
        breaker.open(Duration.ofDays(1), "measuring");
        assertThat(leastBytes(breaker::tryAcquire)).isLessThan(NOISE);
    }

    @Test
    void shouldNoticeAnObjectACall() {
        assertThat(leastBytes(Object::new)).isGreaterThan(NOISE);
    }

    private static Object kept = "nothing";

    private static long leastBytes(Supplier<Object> call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= NOISE; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                kept = call.get();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(kept).isNotNull();
        return least;
    }
}
