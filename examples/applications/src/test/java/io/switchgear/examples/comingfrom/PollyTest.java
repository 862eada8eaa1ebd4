// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Attempt;
import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Fallbacks;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from/polly.md. */
class PollyTest {
    private static final ManualTicker TICKER = new ManualTicker();

    // region settings
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .tripWhen(TripRule.failureRate(0.1).minimumCalls(100)) // FailureRatio, MinimumThroughput
            .window(Window.last(Duration.ofSeconds(30))) // SamplingDuration
            .openFor(Backoff.fixed(Duration.ofSeconds(5))) // BreakDuration
            .halfOpen(HalfOpen.probes(1)) // one call, as Polly
            .classify(Classifier.failOn(IOException.class) // ShouldHandle: new PredicateBuilder().Handle<...>()
                    .failOnResult(Integer.class, status -> status >= 500)) // .HandleResult(...)
            .ticker(TICKER) // TimeProvider, in tests
            .build();

    static final CircuitBreakerConfig GROWING = CONFIG.toBuilder()
            .openFor(Backoff.of(attempt -> Duration.ofSeconds(5L * attempt))) // BreakDurationGenerator
            .build();
    // endregion

    private final CircuitBreaker breaker = CircuitBreaker.of("payments", CONFIG);

    @Test
    void shouldOpenAtATenthOfAHundred() {
        fail(breaker, 10);
        succeed(breaker, 89);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        succeed(breaker, 1);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldTakeWhatIsNotHandledForASuccess() {
        failWith(breaker, new IllegalStateException("not handled"));
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldNotCloseByAProbeThatWasCancelled() {
        CircuitBreaker halfOpen = CircuitBreaker.of(
                "payments", CONFIG.toBuilder().startIn(State.HALF_OPEN).build());
        failWith(halfOpen, new CancellationException("the caller has gone"));
        assertThat(halfOpen.state()).isEqualTo(State.HALF_OPEN);
        succeed(halfOpen, 1);
        assertThat(halfOpen.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldCountAttemptsFromOne() {
        CircuitBreaker growing = CircuitBreaker.of("payments", GROWING);
        fail(growing, 100);
        assertThat(growing.snapshot().nextProbeIn()).contains(Duration.ofSeconds(5));
        TICKER.advance(Duration.ofSeconds(5));
        fail(growing, 1);
        assertThat(growing.snapshot().nextProbeIn()).contains(Duration.ofSeconds(10));
    }

    @Test
    void shouldNotBePinnedByAProbeThatHangs() {
        CircuitBreaker halfOpen = CircuitBreaker.of(
                "payments", CONFIG.toBuilder().startIn(State.HALF_OPEN).build());
        Permit hung = halfOpen.acquire();
        TICKER.advance(Duration.ofSeconds(60 + 5));
        succeed(halfOpen, 1);
        assertThat(halfOpen.state()).isEqualTo(State.CLOSED);
        assertThat(hung.success()).isTrue();
    }

    @Test
    void shouldDoWhatAPipelineDoes() throws Exception {
        Executor pool = Runnable::run;
        List<Object> log = new ArrayList<>();
        // region calls
        String page = breaker.call(() -> get("index")); // pipeline.Execute
        CompletableFuture<String> later = breaker.callAsync(() -> getAsync("index")); // pipeline.ExecuteAsync
        Attempt<String> outcome = breaker.attempt(() -> get("")); // pipeline.ExecuteOutcomeAsync
        String recovered =
                breaker.call(() -> get("index"), Fallbacks.on(IOException.class, failure -> "none")); // AddFallback

        CallContext context = CallContext.within(Duration.ofSeconds(2)); // a CancellationToken; context.cancel()
        String inTime = breaker.within(context).call(() -> get("index"));

        breaker.onStateChange(change -> log.add(change.to()), pool); // OnOpened, OnHalfOpened, OnClosed
        State state = breaker.state(); // StateProvider.CircuitState
        breaker.forceOpen("maintenance"); // ManualControl.IsolateAsync
        Attempt<String> rejected = breaker.attempt(() -> get("index"));
        String why = rejected.fold(
                value -> "",
                thrown -> "",
                rejection -> rejection.reason() + " " + rejection.retryAfter() + " "
                        + rejection.lastFailure()); // IsolatedCircuitException, RetryAfter
        breaker.reset("maintenance is over"); // ManualControl.CloseAsync
        // endregion

        assertThat(List.of(page, later.join(), inTime, recovered)).containsOnly("index");
        assertThat(outcome).isInstanceOf(Attempt.Failed.class);
        assertThat(state).isEqualTo(State.CLOSED);
        assertThat(why).isEqualTo("FORCED_OPEN Optional.empty Optional.empty");
        assertThat(log).containsExactly(State.FORCED_OPEN, State.CLOSED);
    }

    private static String get(String page) throws IOException {
        if (page.isEmpty()) {
            throw new IOException("no page");
        }
        return page;
    }

    private static CompletableFuture<String> getAsync(String page) {
        return CompletableFuture.completedFuture(page);
    }
}
