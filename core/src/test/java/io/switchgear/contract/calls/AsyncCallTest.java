// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CallObserver;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An asynchronous call ends as its operation does, and is counted when that ends. */
@Tag("C7")
class AsyncCallTest {
    private final Rig rig = new Rig(config -> config);
    private final CompletableFuture<String> own = new CompletableFuture<>();

    @Test
    void shouldCompleteWithTheVeryResult() {
        Object value = new Object();
        assertThat(rig.breaker.callAsync(() -> CompletableFuture.completedFuture(value)))
                .isCompletedWithValueMatching(result -> result == value);
        assertThat(rig.breaker.<Object>callAsync(() -> CompletableFuture.completedFuture(null)))
                .isCompletedWithValue(null);
    }

    @Test
    void shouldCompleteWithTheVeryException() {
        for (Throwable end : List.of(
                new IOException("broken"),
                new CompletionException(new IOException("in a stage before")),
                new AssertionError("an error"),
                new InterruptedException("elsewhere"))) {
            Rig each = new Rig(config -> config);
            assertThat(thrown(each.breaker.callAsync(() -> CompletableFuture.failedFuture(end))))
                    .isSameAs(end);
            boolean ignored = end instanceof InterruptedException;
            assertThat(each.breaker.state()).isEqualTo(ignored ? State.CLOSED : State.OPEN);
        }
    }

    @Test
    void shouldBeCancelledAsTheOperationIs() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        own.cancel(false);
        assertThat(future).isCancelled();
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldBeOutUntilTheOperationEnds() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        rig.advance(Rig.LEASE);
        assertThat(future).isNotDone();
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        own.complete("fine");
        assertThat(future).isCompletedWithValue("fine");
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    @Tag("C4")
    void shouldMeasureUntilTheOperationEnds() {
        Rig slow = new Rig(config -> config.slowCallsOver(Rig.WAIT));
        slow.breaker.callAsync(() -> own);
        slow.advance(Rig.WAIT.plus(Rig.TICK));
        own.complete("at last");
        assertThat(slow.breaker.snapshot().totals().slow()).isEqualTo(1);
    }

    @Test
    void shouldFailTheFutureOfARejectedCall() {
        rig.trip();
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<String> future = rig.breaker.callAsync(() -> {
            ran.set(true);
            return own;
        });
        assertThat(thrown(future)).isInstanceOf(CallNotPermittedException.class);
        assertThat(ran).isFalse();
    }

    @Test
    void shouldFailTheFutureOfACallWhoseContextIsOver() {
        CallContext cancelled = CallContext.cancellable();
        cancelled.cancel();
        assertThat(rig.breaker.within(cancelled).callAsync(() -> own)).isCancelled();
    }

    @Test
    void shouldFailTheFutureWhenTheStartThrows() {
        for (Throwable end : Broken.THROWN) {
            Rig each = new Rig(config -> config);
            assertThat(thrown(each.breaker.callAsync(() -> Broken.<CompletableFuture<String>, Exception>fail(end))))
                    .isSameAs(end);
            assertThat(each.breaker.state()).isEqualTo(State.OPEN);
            assertThat(each.breaker.snapshot().inFlight()).isZero();
        }
    }

    @Test
    @Tag("C3")
    void shouldIgnoreAStartThatWasInterruptedOrCancelled() {
        for (Exception end : List.of(new InterruptedException(), new CancellationException())) {
            Call<CompletableFuture<String>, Exception> start = () -> Broken.fail(end);
            assertThat(thrown(rig.breaker.callAsync(start))).isSameAs(end);
        }
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(2);
    }

    @Test
    void shouldFailTheFutureWhenTheStartReturnsNothing() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> (CompletionStage<String>) null);
        assertThat(thrown(future))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the operation returned null");
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldAskForAnOperation() {
        Call<CompletionStage<String>, Exception> none = null;
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.callAsync(none));
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
    }

    @Test
    @Tag("C31")
    void shouldNotPinABreakerByAStageThatNeverCompletes() {
        rig.tripAndWait();
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        rig.advance(Rig.LEASE.plus(Rig.WAIT));
        rig.breaker.callAsync(() -> CompletableFuture.completedFuture("another probe"));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        assertThat(future).isNotDone();

        own.completeExceptionally(new IOException("at last"));
        assertThat(future).isCompletedExceptionally();
        assertThat(rig.breaker.state()).as("a late failure").isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @Test
    void shouldTellDependantsOnlyWhenTheCallIsCounted() {
        Totals[] seen = new Totals[1];
        rig.breaker.callAsync(() -> own).thenRun(() -> seen[0] = totals());
        own.complete("fine");
        assertThat(seen[0].successes()).isEqualTo(1);

        CompletableFuture<String> next = new CompletableFuture<>();
        rig.breaker.callAsync(() -> next).exceptionally(thrown -> {
            seen[0] = totals();
            return "instead";
        });
        next.completeExceptionally(new IOException("broken"));
        assertThat(seen[0].failures()).isEqualTo(1);
        assertThat(seen[0].inFlight()).isZero();
    }

    @Test
    void shouldAcceptAStageThatIsNoFuture() {
        CompletableFuture<String> future = rig.breaker.callAsync(own::minimalCompletionStage);
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        own.complete("fine");
        assertThat(future).isCompletedWithValue("fine");
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    @Tag("C5")
    void shouldCompleteTheFutureAlthoughUserCodeThrowsOnTheWay() {
        BreakerLog.keepQuiet();
        for (Throwable broken : Broken.THROWN) {
            for (Throwable end : new Throwable[] {null, new IOException("broken too")}) {
                Rig each = new Rig(config -> config.classify((result, thrown) -> Broken.fail(broken))
                        .tripWhen(metrics -> Broken.<Boolean, Error>fail(broken))
                        .retryHint((result, thrown) -> Broken.fail(broken)));
                each.breaker.observeCalls(new CallObserver() {
                    @Override
                    public void settled(Outcome outcome, Duration took) {
                        Broken.<Void, Error>fail(broken);
                    }
                });
                CompletableFuture<String> stage = new CompletableFuture<>();
                CompletableFuture<String> future = each.breaker.callAsync(() -> stage);
                complete(stage, end);
                assertThat(thrown(future)).isSameAs(end);
                assertThat(future).isDone();
                assertThat(each.breaker.snapshot().inFlight()).isZero();
                assertThat(each.breaker.snapshot().userCodeFailures()).isPositive();
            }
        }
    }

    @Test
    void shouldNotMindDependantsThatThrow() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        future.thenRun(() -> Broken.<Void, Error>fail(new AssertionError("a dependant's own")));
        assertThat(catchThrowable(() -> own.complete("fine"))).isNull();
        assertThat(future).isCompletedWithValue("fine");
        assertThat(totals().successes()).isEqualTo(1);
    }

    private Totals totals() {
        return rig.breaker.snapshot().totals();
    }

    private static void complete(CompletableFuture<String> stage, @Nullable Throwable end) {
        if (end == null) {
            stage.complete("fine");
        } else {
            stage.completeExceptionally(end);
        }
    }

    /** What a future was completed with, unwrapped by nobody; fails while it is not done. */
    private static @Nullable Throwable thrown(CompletableFuture<?> future) {
        assertThat(future).isDone();
        return future.<Throwable>handle((value, thrown) -> thrown).join();
    }
}
