// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller who ends the future of a call gives it up, unless with a timeout, which is a failure. */
@Tag("C7")
@Tag("C13")
class AsyncGivenUpTest {
    private static final long LONGEST_SECONDS = 20;
    private static final Duration LONGER = Duration.ofSeconds(1).plus(Rig.TICK);
    private static final Map<String, Consumer<CompletableFuture<String>>> BY_THE_CALLER = new LinkedHashMap<>();

    static {
        BY_THE_CALLER.put("cancel", future -> future.cancel(true));
        BY_THE_CALLER.put("cancel softly", future -> future.cancel(false));
        BY_THE_CALLER.put("complete", future -> future.complete("the caller's"));
        BY_THE_CALLER.put("completeExceptionally", future -> future.completeExceptionally(new IOException("caller's")));
        BY_THE_CALLER.put("an error", future -> future.completeExceptionally(new StackOverflowError()));
        BY_THE_CALLER.put("completeAsync", future -> future.completeAsync(() -> "the caller's", Runnable::run));
        BY_THE_CALLER.put("obtrudeValue", future -> future.obtrudeValue("the caller's"));
        BY_THE_CALLER.put("obtrudeException", future -> future.obtrudeException(new IOException("the caller's")));
    }

    private final Rig rig = new Rig(config -> config);
    private final CompletableFuture<String> own = new CompletableFuture<>();

    @Test
    void shouldIgnoreWhatIsGivenUpEarlyAndAbandonWhatIsGivenUpLate() {
        BY_THE_CALLER.forEach((name, end) -> {
            for (boolean late : new boolean[] {false, true}) {
                Rig each = new Rig(config -> config);
                CompletableFuture<String> stage = new CompletableFuture<>();
                CompletableFuture<String> future = each.breaker.callAsync(() -> stage);
                each.advance(late ? LONGER : LONGER.minus(Rig.TICK));
                end.accept(future);
                Totals totals = each.breaker.snapshot().totals();
                assertThat(totals.abandoned()).as(name).isEqualTo(late ? 1 : 0);
                assertThat(totals.ignored()).as(name).isEqualTo(late ? 0 : 1);
                assertThat(totals.successes() + totals.failures()).as(name).isZero();
                assertThat(totals.inFlight()).as(name).isZero();
                assertThat(stage).as(name).isCancelled();
                assertThat(each.breaker.state()).isEqualTo(State.CLOSED);
            }
        });
    }

    @Test
    @Tag("C3")
    void shouldNotAskTheClassifierAboutTheCallersOwnWords() {
        AtomicInteger asked = new AtomicInteger();
        Rig each = new Rig(config -> config.classify((result, thrown) -> {
            asked.incrementAndGet();
            return Outcome.FAILURE;
        }));
        BY_THE_CALLER.values().forEach(end -> end.accept(each.breaker.callAsync(CompletableFuture::new)));
        assertThat(asked).hasValue(0);
        assertThat(each.breaker.snapshot().totals().ignored()).isEqualTo(BY_THE_CALLER.size());

        Rig named = new Rig(config -> config.classify(Classifier.failOn(CancellationException.class)));
        named.breaker.callAsync(CompletableFuture::new).cancel(true);
        assertThat(named.breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldNeverCloseOnADefaultThatStandsInForAHang() throws Exception {
        rig.tripAndWait();
        for (int probe = 0; probe < 3; probe++) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> future =
                    rig.breaker.callAsync(() -> stage).completeOnTimeout("a default", 1, TimeUnit.NANOSECONDS);
            assertThat(future.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isEqualTo("a default");
            stage.handle((value, thrown) -> thrown).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().totals().successes()).isZero();
    }

    @Test
    void shouldCountATimeoutHoweverShortAndWhateverIsSaidOfOtherExceptions() throws Exception {
        for (Classifier classifier : new Classifier[] {
            Classifier.defaults(), Classifier.failOn(IOException.class), (result, thrown) -> Outcome.SUCCESS
        }) {
            Rig each = new Rig(config -> config.classify(classifier));
            CompletableFuture<String> stage = new CompletableFuture<>();
            each.breaker.callAsync(() -> stage).orTimeout(1, TimeUnit.NANOSECONDS);
            stage.handle((value, thrown) -> thrown).get(LONGEST_SECONDS, TimeUnit.SECONDS);
            assertThat(each.breaker.state()).isEqualTo(State.OPEN);
            assertThat(each.breaker.snapshot().totals().failures()).isEqualTo(1);
            assertThat(stage).isCancelled();

            Rig another = new Rig(config -> config.classify(classifier));
            another.breaker.callAsync(CompletableFuture::new).completeExceptionally(new TimeoutException("caller's"));
            assertThat(another.breaker.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void shouldSettleNothingWhenGivenNoException() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        assertThatNullPointerException().isThrownBy(() -> future.completeExceptionally(null));
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        assertThat(future).isNotDone();
        own.complete("fine");
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpACallThatItsOperationCancels() {
        rig.breaker.callAsync(() -> own);
        rig.advance(LONGER);
        own.cancel(true);
        assertThat(rig.breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }

    @Test
    @Tag("C5")
    void shouldLeaveToTheCallerWhatTheCallerPutIn() {
        CompletableFuture<String> future = rig.breaker.callAsync(() -> own);
        IOException failure = new IOException("the caller's");
        future.completeExceptionally(failure);
        assertThat(future.<Throwable>handle((value, thrown) -> thrown).join()).isSameAs(failure);
    }
}
