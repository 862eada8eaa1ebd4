// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Fallbacks;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from/failsafe.md. */
class FailsafeTest {
    // region settings
    static final CircuitBreakerConfig RATE = CircuitBreakerConfig.builder()
            .tripWhen(TripRule.failureRate(0.5).minimumCalls(10)) // withFailureRateThreshold(50, 10, 30 s)
            .window(Window.last(Duration.ofSeconds(30))) // its third argument
            .openFor(Backoff.fixed(Duration.ofMinutes(1))) // withDelay
            .halfOpen(HalfOpen.probes(5).required(3)) // withSuccessThreshold(3, 5); (3) alone is probes(3)
            .classify(Classifier.failOn(IOException.class) // handle(IOException.class)
                    .failIf(thrown -> "try later".equals(thrown.getMessage())) // handleIf
                    .failOnResult(Objects::isNull)) // handleResult(null); handleResultIf
            .retryHint((result, thrown) ->
                    thrown instanceof ConnectException ? Duration.ofMinutes(5) : null) // withDelayFn
            .build();

    static final CircuitBreakerConfig RUN = CircuitBreakerConfig.builder()
            .tripWhen(TripRule.consecutiveFailures(5)) // withFailureThreshold(5)
            .halfOpen(HalfOpen.probes(5).required(1)) // what Failsafe derives from it for half-open
            .build();

    static final CircuitBreakerConfig COUNT = CircuitBreakerConfig.builder()
            .tripWhen(TripRule.failureCount(3)) // withFailureThreshold(3, 10); or (3, 10 s) with a time window
            .window(Window.lastCalls(10))
            .halfOpen(HalfOpen.probes(10).required(8)) // what Failsafe derives from it for half-open
            .build();

    static final CircuitBreakerConfig COUNT_OF_MANY = CircuitBreakerConfig.builder()
            .tripWhen(TripRule.when("5 of 20 or more", metrics -> metrics.failures() >= 5)
                    .minimumCalls(20)) // withFailureThreshold(5, 20, 10 s)
            .window(Window.last(Duration.ofSeconds(10)))
            .build();
    // endregion

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void shouldOpenBeforeACountWindowIsFull() {
        CircuitBreaker breaker = breaker(COUNT, ticker);
        succeed(breaker, 1);
        fail(breaker, 3);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldOpenOnFiveFailuresOnlyAmongTwenty() {
        CircuitBreaker breaker = breaker(COUNT_OF_MANY, ticker);
        fail(breaker, 5);
        succeed(breaker, 14);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldCloseByOneSuccessOrOpenAgainByFiveFailures() {
        CircuitBreaker breaker =
                breaker(RUN.toBuilder().startIn(State.HALF_OPEN).build(), ticker);
        fail(breaker, 4);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldWaitForTheDelayFunctionOnlyWhereItAsksForMore() {
        CircuitBreaker breaker = breaker(RATE, ticker);
        fail(breaker, 9);
        failWith(breaker, new ConnectException("refused"));
        assertThat(breaker.snapshot().nextProbeIn()).contains(Duration.ofMinutes(5));
    }

    @Test
    void shouldNotLetALateSuccessClose() {
        CircuitBreaker breaker = breaker(RATE, ticker);
        Permit early = breaker.acquire();
        fail(breaker, 10);
        ticker.advance(Duration.ofMinutes(1));
        fail(breaker, 2);
        early.success();
        assertThat(breaker.snapshot().totals().stale()).isEqualTo(1);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldIgnoreAProbeThatItsCallerCancels() {
        CircuitBreaker breaker =
                breaker(RATE.toBuilder().startIn(State.HALF_OPEN).build(), ticker);
        CompletableFuture<String> own = new CompletableFuture<>();
        breaker.callAsync(() -> own).cancel(false);
        assertThat(own).isCancelled();
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(breaker.snapshot().probes().orElseThrow().out()).isZero();
    }

    @Test
    void shouldDoWhatFailsafeDoes() throws Exception {
        CircuitBreaker breaker = breaker(RATE, ticker);
        Executor pool = Runnable::run;
        List<Object> log = new ArrayList<>();
        // region calls
        String page = breaker.call(() -> get("index")); // Failsafe.with(breaker).get
        breaker.run(() -> get("index")); // Failsafe.with(breaker).run
        CompletableFuture<String> stage = breaker.callAsync(() -> getAsync("index")); // getStageAsync
        CompletableFuture<String> other =
                breaker.callAsync(() -> CompletableFuture.supplyAsync(() -> "index", pool)); // getAsync
        String recovered = breaker.attempt(() -> get("")).orElseGet(() -> "none"); // Failsafe.with(fallback, breaker)

        String ofType = breaker.call(
                () -> get(""), Fallbacks.on(IOException.class, thrown -> "none")); // a fallback that handles a type

        Permit permit = breaker.acquire(); // acquirePermit(); tryAcquire() for tryAcquirePermit()
        permit.call(() -> get("index")); // recordResult, recordException; success() is recordSuccess ...
        breaker.recordFailure(new IOException("broke off")); // recordException without a permit

        breaker.onStateChange(change -> log.add(change.to())); // onOpen, onHalfOpen, onClose
        breaker.open(Duration.ofMinutes(1), "deployment"); // open(); with Duration.ZERO, halfOpen()
        breaker.reset("the service is back"); // close()
        Snapshot now = breaker.snapshot(); // getFailureCount, getFailureRate, getSuccessCount, getExecutionCount
        Duration left = now.nextProbeIn().orElse(Duration.ZERO); // getRemainingDelay
        // endregion

        assertThat(List.of(page, stage.join(), other.join())).containsOnly("index");
        assertThat(recovered).isEqualTo(ofType).isEqualTo("none");
        assertThat(log).containsExactly(State.OPEN, State.CLOSED);
        assertThat(now.totals().successes()).isEqualTo(4);
        assertThat(now.totals().failures())
                .as("two of nothing, run, whose result is null, and what broke off")
                .isEqualTo(4);
        assertThat(left).isZero();
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
