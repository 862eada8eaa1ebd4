// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.Guard;
import io.switchgear.Made;
import io.switchgear.State;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A decorated function is a call each time it is called. */
@Tag("C2")
class DecoratedFunctionsTest {
    private final Rig rig = new Rig(config -> config);

    /** Each kind, around a body that is the same for all. */
    private Map<String, ThrowingCallable> decorated(Guard guard, Supplier<String> body) {
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        Callable<String> callable = guard.decorateCallable(body::get);
        Supplier<String> supplier = guard.decorateSupplier(body);
        Function<String, String> function = guard.decorateFunction(argument -> argument + body.get());
        Runnable runnable = guard.decorateRunnable(body::get);
        Executor executor = guard.decorateExecutor(Runnable::run);
        all.put("callable", () -> assertThat(callable.call()).isEqualTo("fine"));
        all.put("supplier", () -> assertThat(supplier.get()).isEqualTo("fine"));
        all.put("function", () -> assertThat(function.apply("so ")).isEqualTo("so fine"));
        all.put("runnable", runnable::run);
        all.put("executor", () -> executor.execute(body::get));
        return all;
    }

    @Test
    void shouldBeACallEachTime() {
        Map<String, ThrowingCallable> all = decorated(rig.breaker, () -> "fine");
        assertThat(rig.breaker.snapshot().totals().admitted())
                .as("so far nothing was called")
                .isZero();
        for (int time = 0; time < 2; time++) {
            all.forEach(
                    (name, call) -> assertThat(catchThrowable(call)).as(name).isNull());
        }
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(2L * all.size());
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldCountAndPassOnTheVeryException() {
        RuntimeException failure = new IllegalStateException("boom");
        for (String name : decorated(rig.breaker, () -> "").keySet()) {
            Rig each = new Rig(config -> config);
            assertThatThrownBy(
                            decorated(each.breaker, () -> Broken.fail(failure)).get(name))
                    .as(name)
                    .isSameAs(failure);
            assertThat(each.breaker.state()).as(name).isEqualTo(State.OPEN);
        }
        IOException checked = new IOException();
        Callable<String> callable =
                new Rig(config -> config).breaker.decorateCallable(() -> Broken.<String, IOException>fail(checked));
        assertThatThrownBy(callable::call).isSameAs(checked);
    }

    @Test
    void shouldBeRejectedWhileOpen() {
        rig.trip();
        decorated(rig.breaker, () -> Broken.fail(new AssertionError("it ran")))
                .forEach((name, call) ->
                        assertThatThrownBy(call).as(name).isInstanceOf(CallNotPermittedException.class));
    }

    @Test
    @Tag("C6")
    void shouldHaveTheContextOfItsGuard() {
        CallContext context = CallContext.cancellable();
        Map<String, ThrowingCallable> all = decorated(rig.breaker.within(context), () -> "fine");
        context.cancel();
        all.forEach((name, call) ->
                assertThatThrownBy(call).as(name).isInstanceOf(java.util.concurrent.CancellationException.class));
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
    }

    @Test
    @Tag("C4")
    void shouldAdmitATaskWhenItIsSubmittedAndMeasureItsTimeInTheQueue() {
        Rig slow = new Rig(config -> config.slowCallsOver(Duration.ofSeconds(1)));
        Queue<Runnable> queue = new ArrayDeque<>();
        slow.breaker.decorateExecutor(queue::add).execute(() -> {});
        assertThat(slow.breaker.snapshot().inFlight()).isEqualTo(1);
        slow.advance(Duration.ofSeconds(2));
        queue.remove().run();
        assertThat(slow.breaker.snapshot().totals().slow()).isEqualTo(1);
        assertThat(slow.breaker.snapshot().inFlight()).isZero();
    }

    @Test
    @Tag("C32")
    void shouldIgnoreATaskThatTheExecutorRefuses() {
        rig.tripAndWait();
        RejectedExecutionException full = new RejectedExecutionException("full");
        Executor refusing = rig.breaker.decorateExecutor(task -> {
            throw full;
        });
        assertThatThrownBy(() -> refusing.execute(() -> {})).isSameAs(full);
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 0, 0));
    }

    @Test
    void shouldRefuseNothingToDecorate() {
        Guard guard = rig.breaker;
        assertThatNullPointerException().isThrownBy(() -> guard.decorateCallable(null));
        assertThatNullPointerException().isThrownBy(() -> guard.decorateSupplier(null));
        assertThatNullPointerException().isThrownBy(() -> guard.decorateFunction(null));
        assertThatNullPointerException().isThrownBy(() -> guard.decorateRunnable(null));
        assertThatNullPointerException().isThrownBy(() -> guard.decorateExecutor(null));
    }
}
