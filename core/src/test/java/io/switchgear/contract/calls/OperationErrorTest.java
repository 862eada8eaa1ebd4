// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.State;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operation that ends in an error of the machine is a failed call like any other, and the error goes to the caller. */
@Tag("C3")
@Tag("C5")
@Tag("C31")
class OperationErrorTest {

    static Stream<Arguments> waysAndErrors() {
        return Stream.of(WayIn.values())
                .flatMap(way -> Stream.of(
                                new OutOfMemoryError("Java heap space"),
                                new StackOverflowError(),
                                new NoClassDefFoundError("gone"),
                                new AssertionError("wrong"))
                        .map(error -> Arguments.of(way, error)));
    }

    @ParameterizedTest
    @MethodSource("waysAndErrors")
    void shouldSettleTheCallAndReachTheCaller(WayIn way, Error error) {
        Rig rig = new Rig(config -> config);
        assertThat(thrown(way, rig, error)).isSameAs(error);
        assertThat(rig.path()).containsExactly(State.OPEN);
        assertSettled(rig, 1);
    }

    @ParameterizedTest
    @MethodSource("waysAndErrors")
    void shouldFailAProbeAndHoldNoPlace(WayIn way, Error error) throws Exception {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        assertThat(thrown(way, rig, error)).isSameAs(error);
        assertThat(rig.path()).endsWith(State.HALF_OPEN, State.OPEN);
        rig.advance(Rig.WAIT);
        assertThat(way.through(rig.breaker, () -> "back")).isEqualTo("back");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertSettled(rig, 2);
    }

    /** A real one, made by calls without end. */
    @ParameterizedTest
    @EnumSource
    void shouldSettleACallWhoseOperationRunsOutOfStack(WayIn way) {
        Rig rig = new Rig(config -> config);
        Throwable caught = catchThrowable(() -> way.through(rig.breaker, () -> endless(1)));
        assertThat(caught).isInstanceOf(StackOverflowError.class);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertSettled(rig, 1);
    }

    /** A real one, made by an array that no heap holds. */
    @ParameterizedTest
    @EnumSource
    void shouldSettleACallWhoseOperationRunsOutOfMemory(WayIn way) {
        Rig rig = new Rig(config -> config);
        Throwable caught = catchThrowable(() -> way.through(rig.breaker, () -> new long[Integer.MAX_VALUE]));
        assertThat(caught).isInstanceOf(OutOfMemoryError.class);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertSettled(rig, 1);
    }

    @Test
    void shouldSettleAProbeWhoseFutureEndsInAnError() {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        CompletableFuture<Object> stage = new CompletableFuture<>();
        CompletableFuture<Object> future = rig.breaker.callAsync(() -> stage);
        stage.completeExceptionally(new StackOverflowError());
        assertThat(future).isCompletedExceptionally();
        assertThat(rig.path()).endsWith(State.HALF_OPEN, State.OPEN);
        assertSettled(rig, 2);
    }

    private static int endless(int depth) {
        return endless(depth + 1) + depth;
    }

    private static Throwable thrown(WayIn way, Rig rig, Error error) {
        return catchThrowable(() -> way.through(rig.breaker, () -> Broken.fail(error)));
    }

    private static void assertSettled(Rig rig, long failures) {
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(failures);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }
}
