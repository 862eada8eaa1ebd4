// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;

/** An operation that hands out its result for later counts as a success at once, and of that a breaker warns. */
@Tag("C7")
class AsyncResultWarningTest {
    private static final Object LATER = new CompletableFuture<>();

    private abstract static class Reactive implements Publisher<String> {}

    private static final class MoreReactive extends Reactive {}

    private interface Special extends Publisher<String> {}

    private static final class Specially implements Runnable, Special {
        @Override
        public void run() {}
    }

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    static List<Object> results() {
        Flow.Publisher<String> publisher = subscriber -> {};
        Object stage = Proxy.newProxyInstance(
                AsyncResultWarningTest.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (self, method, arguments) -> "a stage that is no future");
        return List.of(LATER, new FutureTask<>(() -> "later"), stage, publisher, new MoreReactive(), new Specially());
    }

    @ParameterizedTest
    @MethodSource("results")
    void shouldWarnOfWhateverComesLaterAndNameTheWayOut(Object result) {
        String name = "warns of " + result.getClass().getSimpleName();
        CircuitBreaker breaker = breaker(name);
        assertThat(breaker.call(() -> result)).isSameAs(result);
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
        assertThat(BreakerLog.of(name)).singleElement().satisfies(entry -> {
            assertThat(entry.level()).isEqualTo("WARNING");
            assertThat(entry.message())
                    .contains(name, result.getClass().getName(), "counted as a success", "callAsync");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CALL", "CALL_WITH_FALLBACK", "CALL_IN_CONTEXT", "ATTEMPT"})
    void shouldWarnOnceForEachBreaker(WayIn way) throws Exception {
        for (String name : List.of("one by " + way, "two by " + way)) {
            CircuitBreaker breaker = breaker(name);
            for (int i = 0; i < 3; i++) {
                way.through(breaker, () -> "at once");
                for (Object result : results()) {
                    way.through(breaker, () -> result);
                }
            }
            assertThat(BreakerLog.of(name)).hasSize(1);
        }
    }

    @Test
    void shouldWarnOnceWhenManyThreadsGetSuchAResult() throws Exception {
        CircuitBreaker breaker = breaker("crowded");
        Threads.run(IntStream.range(0, 8).boxed().toList(), thread -> breaker.call(() -> LATER));
        assertThat(BreakerLog.of("crowded")).hasSize(1);
    }

    @Test
    void shouldNotWarnOfResultsThatAreThere() {
        CircuitBreaker breaker = breaker("harmless");
        for (Object result : new Object[] {"text", 1, null, List.of(LATER), Optional.of(LATER), Outcome.FAILURE}) {
            breaker.call(() -> result);
        }
        assertThat(BreakerLog.of("harmless")).isEmpty();
    }

    @Test
    void shouldNotWarnOfAnAsynchronousCall() {
        CircuitBreaker breaker = breaker("asynchronous");
        breaker.callAsync(() -> CompletableFuture.completedFuture("fine"));
        breaker.callAsync(CompletableFuture<String>::new);
        assertThat(BreakerLog.of("asynchronous")).isEmpty();
    }

    @Test
    void shouldNotWarnOfAFallbacksResult() {
        CircuitBreaker breaker = breaker("fallback");
        breaker.forceOpen("to be rejected");
        assertThat(breaker.<Object, RuntimeException>call(() -> "fine", rejection -> LATER))
                .isSameAs(LATER);
        assertThat(BreakerLog.of("fallback")).isEmpty();
    }

    private static CircuitBreaker breaker(String name) {
        return CircuitBreaker.of(name, config -> config.ticker(new ManualTicker()));
    }
}
