// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.Made;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Rig;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The caller may end an asynchronous call before its operation does: that settles it and cancels the operation. */
@Tag("C7")
class AsyncEndByCallerTest {
    private static final long LONGEST_SECONDS = 20;
    private final Rig rig = new Rig(config -> config);
    private final CompletableFuture<String> own = new CompletableFuture<>();

    @Test
    void shouldIgnoreACancelledCallAndCancelItsOperation() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        assertThat(future.cancel(true)).isTrue();
        assertThat(own).isCancelled();
        assertOnly(0, 0, 1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldCountATimeoutAsAFailureAndCancelTheOperation() throws Exception {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own).orTimeout(1, TimeUnit.NANOSECONDS);
        assertThat(ended(own)).as("the operation's future was cancelled").isTrue();
        assertThat(future.handle((value, thrown) -> thrown).get(LONGEST_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        assertOnly(0, 1, 0);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C13")
    void shouldGiveTheCallUpWhateverTheCallerCompletesItWith() throws Exception {
        Rig each = new Rig(config -> config.tripWhen(TripRule.failureCount(9)));
        CompletableFuture<String> first = new CompletableFuture<>();
        each.breaker.callAsync(() -> first).complete("a value of the caller's");
        CompletableFuture<String> second = new CompletableFuture<>();
        each.breaker.callAsync(() -> second).completeExceptionally(new IOException("the caller's"));
        CompletableFuture<String> third = new CompletableFuture<>();
        each.breaker.callAsync(() -> third).completeAsync(() -> "later", Runnable::run);
        CompletableFuture<String> fourth = new CompletableFuture<>();
        each.breaker.callAsync(() -> fourth).completeOnTimeout("a default", 1, TimeUnit.NANOSECONDS);
        assertThat(ended(fourth)).isTrue();

        assertThat(first).isCancelled();
        assertThat(second).isCancelled();
        assertThat(third).isCancelled();
        assertThat(each.breaker.snapshot().totals().ignored()).isEqualTo(4);
        assertThat(each.breaker.snapshot().metrics().calls()).isZero();
        assertThat(each.breaker.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldNotCountTheOperationAgainWhenItEndsAfterAll() {
        CompletableFuture<String> deaf = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                return false;
            }
        };
        CompletableFuture<String> future = rig.breaker.callAsync(() -> deaf);
        future.cancel(false);
        deaf.completeExceptionally(new IOException("after all"));
        assertThat(future).isCancelled();
        assertOnly(0, 0, 1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotCountTheCallAgainWhenTheCallerEndsItAfterTheOperation() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        own.complete("fine");
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.completeExceptionally(new IOException())).isFalse();
        future.obtrudeException(new IOException("rewritten"));
        assertOnly(1, 0, 0);
        assertThat(own).isCompletedWithValue("fine");
    }

    @Test
    @Tag("C32")
    void shouldGiveTheProbesPlaceBackWhenItIsCancelled() {
        rig.tripAndWait();
        CompletableFuture<String> probe = rig.breaker.callAsync(() -> own);
        assertThat(rig.breaker.tryAcquire()).isEmpty();
        probe.cancel(true);
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 0, 0));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    @Tag("C30")
    void shouldReopenWhenAProbeTimesOut() {
        rig.tripAndWait();
        rig.breaker.callAsync(() -> own).completeExceptionally(new TimeoutException("the caller's patience"));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(own).isCancelled();
    }

    @Test
    void shouldSettleACancelledCallWhoseStageCannotBeCancelled() {
        for (CompletionStage<String> stubborn :
                List.of(own.minimalCompletionStage(), stage(own, "toCompletableFuture"))) {
            CompletableFuture<String> future = rig.breaker.callAsync(() -> stubborn);
            assertThat(catchThrowable(() -> future.cancel(true))).isNull();
            assertThat(future).isCancelled();
        }
        assertThat(own).as("nobody can reach it").isNotDone();
        assertOnly(0, 0, 2);
    }

    @Test
    void shouldCancelTheOperationThroughAStageThatIsNoFutureItself() {
        CompletionStage<String> view = stage(own, "nothing");
        rig.breaker.callAsync(() -> view).cancel(true);
        assertThat(own).isCancelled();
        assertOnly(0, 0, 1);
    }

    @Test
    void shouldFailACallWhoseStageCannotBeFollowed() {
        CompletionStage<String> broken = stage(own, "whenComplete");
        CompletableFuture<String> future = rig.breaker.callAsync(() -> broken);
        assertThat(future).isCompletedExceptionally();
        assertOnly(0, 1, 0);
    }

    @Test
    void shouldCancelOnlyTheCallerWhenADependantIsCancelled() {
        CompletableFuture<Integer> dependant = rig.breaker.callAsync(() -> own).thenApply(String::length);
        dependant.cancel(true);
        assertThat(own).isNotDone();
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        own.complete("fine");
        assertOnly(1, 0, 0);
    }

    /** A stage over a future that is no future itself, one of whose methods throws. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<String> stage(CompletableFuture<String> future, String broken) {
        return (CompletionStage<String>) Proxy.newProxyInstance(
                AsyncEndByCallerTest.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (self, method, arguments) -> {
                    if (method.getName().equals(broken)) {
                        throw new UnsupportedOperationException(broken);
                    }
                    try {
                        return method.invoke(future, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static boolean ended(CompletableFuture<?> future) throws Exception {
        future.handle((value, thrown) -> thrown).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        return future.isCancelled();
    }

    private void assertOnly(long successes, long failures, long ignored) {
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(new long[] {totals.successes(), totals.failures(), totals.ignored(), totals.inFlight()})
                .as("successes, failures, ignored, in flight")
                .containsExactly(successes, failures, ignored, 0);
    }
}
