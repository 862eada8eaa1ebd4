// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The warning of results that come later still comes once when one breaker returns results of many types. That they cost no
 * object is measured where the JVM's counters can be read: {@code AllocationTest} of the repository's checks.
 */
@Tag("C7")
class ManyResultTypesTest {
    private static final List<Object> MIXED =
            List.of("text", 1, List.of("a list"), Set.of("a set"), Map.of("a", "map"), 2L, 'c', new int[0]);

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource(names = {"CALL", "CALL_WITH_FALLBACK", "CALL_IN_CONTEXT", "ATTEMPT"})
    void shouldWarnOfAFutureAmongOtherTypesAndOnlyOnce(WayIn way) throws Exception {
        CircuitBreaker breaker = breaker("mixed by " + way + ".");
        returnEach(way, breaker, MIXED);
        returnEach(way, breaker, MIXED);
        assertThat(BreakerLog.of(breaker.name())).isEmpty();
        for (int i = 0; i < 3; i++) {
            returnEach(way, breaker, List.of(new CompletableFuture<>()));
            returnEach(way, breaker, MIXED);
        }
        assertThat(BreakerLog.of(breaker.name()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.message()).contains(CompletableFuture.class.getName()));
    }

    @Test
    void shouldWarnOnceWhenManyThreadsReturnManyTypes() throws Exception {
        CircuitBreaker breaker = breaker("mixed by many.");
        Threads.run(IntStream.range(0, 8).boxed().toList(), thread -> {
            for (int i = 0; i < 50; i++) {
                returnEach(WayIn.CALL, breaker, MIXED);
                returnEach(WayIn.CALL, breaker, List.of(new CompletableFuture<>()));
            }
            return null;
        });
        assertThat(BreakerLog.of(breaker.name())).hasSize(1);
    }

    private static void returnEach(WayIn way, CircuitBreaker breaker, List<Object> results) throws Exception {
        for (Object result : results) {
            assertThat(way.through(breaker, () -> result)).isSameAs(result);
        }
    }

    private static CircuitBreaker breaker(String name) {
        return CircuitBreaker.of(name, config -> config.ticker(new ManualTicker()));
    }
}
