// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedOperationTest {
    private final IOException down = new IOException("down");
    private final CircuitBreaker breaker = CircuitBreaker.of("scripted");

    static List<Throwable> throwables() {
        return List.of(
                new IOException("checked"),
                new IllegalStateException("unchecked"),
                new StackOverflowError("error"),
                new CancellationException("one that futures treat in a way of their own"),
                new InterruptedException("another"));
    }

    @Test
    void shouldPlayItsStepsInOrderAndStayWithTheLast() throws Exception {
        ScriptedOperation<String> operation =
                ScriptedOperation.<String>throwing(down).times(2).thenReturning("up");
        assertThat(catchThrowable(operation::call)).isSameAs(down);
        assertThat(catchThrowable(operation::run)).isSameAs(down);
        assertThat(operation.call()).isEqualTo("up");
        assertThat(operation.start()).isCompletedWithValue("up");
        operation.thenThrowing(down);
        assertThat(operation.start()).isCompletedExceptionally();
        assertThat(operation.calls()).isEqualTo(5);
        assertThat(operation.running()).isZero();
    }

    @Test
    void shouldPlayAStepOnceBeforeOneThatIsAddedLater() throws Exception {
        ScriptedOperation<String> operation = ScriptedOperation.returning("first");
        operation.thenReturning("second");
        assertThat(operation.call()).isEqualTo("first");
        assertThat(operation.call()).isEqualTo("second");
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void shouldThrowTheVeryInstance(Throwable thrown) {
        ScriptedOperation<String> operation = ScriptedOperation.throwing(thrown);
        assertThat(catchThrowable(operation::call)).isSameAs(thrown);
        CompletableFuture<Throwable> seen = operation.start().handle((value, failure) -> failure);
        assertThat(seen.join()).isSameAs(thrown);
        assertThat(operation.running()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoThroughABreakerEachWay(WayIn way) throws Exception {
        ScriptedOperation<String> operation = ScriptedOperation.returning("x").thenThrowing(down);
        assertThat(way.through(breaker, operation)).isEqualTo("x");
        assertThat(catchThrowable(() -> way.through(breaker, operation))).isSameAs(down);
        assertThat(breaker).hasSuccesses(1).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldBeACallAnActionAndTheStartOfAnAsynchronousCall() throws Exception {
        ScriptedOperation<String> operation = ScriptedOperation.returning("x");
        String called = breaker.call(operation);
        breaker.run(operation);
        CompletableFuture<String> later = breaker.callAsync(operation::start);
        assertThat(called).isEqualTo(later.join());
        assertThat(operation.calls()).isEqualTo(3);
    }

    @Test
    void shouldTakeTimeOnTheTickerOnly() throws Exception {
        ManualTicker ticker = new ManualTicker();
        ScriptedOperation<String> operation = ScriptedOperation.returning("slow")
                .taking(Duration.ofDays(1), ticker)
                .thenReturning("quick");
        operation.call();
        operation.call();
        assertThat(ticker.nanos()).isEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void shouldHangUntilItIsReleased() throws Exception {
        ScriptedOperation<String> operation =
                ScriptedOperation.<String>hanging().times(2).thenReturning("quick");
        CompletableFuture<?> blocking =
                Guarded.blocking(() -> breaker.call(operation)).begin();
        operation.awaitRunning(1);
        CompletableFuture<String> async = breaker.callAsync(operation::start);
        assertThat(breaker.call(operation)).isEqualTo("quick");
        assertThat(operation.running()).isEqualTo(2);
        assertThat(operation.mostAtOnce()).isEqualTo(3);
        assertThat(breaker).hasInFlight(2).hasSuccesses(1);

        operation.release("late");
        assertThat(Ended.of(blocking).value()).isEqualTo("late");
        assertThat(async).isCompletedWithValue("late");
        assertThat(operation.running()).isZero();
        assertThat(breaker).hasNothingInFlight().hasSuccesses(3);
    }

    @Test
    void shouldThrowWhenItIsReleasedSo() {
        ScriptedOperation<String> operation = ScriptedOperation.hanging();
        CompletableFuture<String> call = breaker.callAsync(operation::start);
        operation.releaseThrowing(down);
        assertThat(catchThrowable(call::join))
                .isInstanceOf(CompletionException.class)
                .hasCause(down);
        assertThatIllegalStateException()
                .isThrownBy(() -> operation.release("again"))
                .withMessageContaining("no call hangs");
    }

    @Test
    void shouldNotHangWhenItsCallerIsInterruptedOrItsFutureCancelled() throws Exception {
        ScriptedOperation<String> operation = ScriptedOperation.hanging();
        CompletableFuture<?> blocking = Guarded.blocking(operation).begin();
        operation.awaitRunning(1);
        blocking.cancel(true);
        assertThat(Ended.of(blocking).thrown()).isInstanceOf(InterruptedException.class);
        assertThat(operation.running()).isZero();

        CompletableFuture<String> async = breaker.callAsync(operation::start);
        async.cancel(true);
        assertThat(operation.running()).isZero();
        assertThat(breaker).hasIgnored(1).hasNothingInFlight();
    }

    @Test
    void shouldRefuseAStepForNoCall() {
        ScriptedOperation<String> operation = ScriptedOperation.returning("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> operation.times(0))
                .withMessageContaining("times(0)");
    }
}
