// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static io.switchgear.examples.comingfrom.Calls.takeLong;
import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.time.Ticker;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings of docs/coming-from/resilience4j.md, and what differs. */
class Resilience4jTest {
    // region settings
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .window(Window.lastCalls(100)) // slidingWindow(100, ..., COUNT_BASED)
            .tripWhen(anyOf(
                    failureRate(0.5).minimumCalls(100), // failureRateThreshold(50), minimumNumberOfCalls(100)
                    slowCallRate(1.0).minimumCalls(100))) // slowCallRateThreshold(100)
            .slowCallsOver(Duration.ofSeconds(60)) // slowCallDurationThreshold
            .openFor(Backoff.fixed(Duration.ofSeconds(60))) // waitDurationInOpenState
            .halfOpen(HalfOpen.probes(10).required(6)) // permittedNumberOfCallsInHalfOpenState(10), at 50 %
            .build();
    // endregion

    private final ManualTicker ticker = new ManualTicker();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CircuitBreaker breaker = breaker(CONFIG, ticker);

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void shouldTakeTheOtherSettingsToo() {
        // region more-settings
        CircuitBreakerConfig config = CONFIG.toBuilder() // CircuitBreakerConfig.from(base)
                .window(Window.last(Duration.ofSeconds(10))) // slidingWindowType(TIME_BASED)
                .openFor(Backoff.exponential(Duration.ofSeconds(1)) // waitIntervalFunctionInOpenState:
                        .factor(1.5)
                        .jitter(0.5)
                        .upTo(Duration.ofMinutes(1))) // IntervalFunction.ofExponentialRandomBackoff
                .halfOpen(HalfOpen.probes(10).required(6).probeTimeout(Duration.ofSeconds(20))) // maxWaitDuration...
                .classify(Classifier.failOn(IOException.class) // recordExceptions
                        .failIf(thrown -> thrown.getMessage() == null) // recordException
                        .ignore(IllegalArgumentException.class) // ignoreExceptions
                        .ignoreIf(thrown -> "gone".equals(thrown.getMessage())) // ignoreException
                        .failOnResult(Integer.class, status -> status >= 500)) // recordResult
                .retryHint((result, thrown) -> thrown instanceof IOException ? Duration.ofMinutes(2) : null)
                .scheduler(timer) // automaticTransitionFromOpenToHalfOpenEnabled(true)
                .stackTraces(true) // writableStackTraceEnabled(true)
                .startIn(State.DISABLED) // initialState
                .ticker(Ticker.system()) // currentTimestampFunction; the test kit has one that is moved by hand
                .instantSource(InstantSource.system()) // clock, for display only
                .build();
        CircuitBreakerConfig other = config.toBuilder()
                .openFor(Backoff.of(attempt -> Duration.ofSeconds(attempt))) // waitIntervalFunctionInOpenState
                .build();
        // endregion

        CircuitBreaker started = breaker(other, ticker);
        assertThat(started.state()).isEqualTo(State.DISABLED);
        started.release("begin");
        fail(started, 100);
        assertThat(started.snapshot().nextProbeIn()).as("the hint").contains(Duration.ofMinutes(2));
    }

    @Test
    void shouldTripOnASuccessThatReachesTheMinimum() {
        fail(breaker, 50);
        succeed(breaker, 49);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldNotAddSlowCallsToFailedOnes() {
        CircuitBreaker both = breaker(
                CONFIG.toBuilder()
                        .tripWhen(anyOf(
                                failureRate(0.5).minimumCalls(4),
                                slowCallRate(0.5).minimumCalls(4)))
                        .build(),
                ticker);
        fail(both, 1);
        takeLong(both, ticker, Duration.ofSeconds(61));
        takeLong(both, ticker, Duration.ofSeconds(60));
        succeed(both, 1);
        assertThat(both.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldProbeExactlyAtTheEndOfTheWait() {
        fail(breaker, 100);
        ticker.advance(Duration.ofSeconds(60));
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldDecideAsEarlyAsTheRateOfTenIsCertain() {
        fail(breaker, 100);
        ticker.advance(Duration.ofSeconds(60));
        fail(breaker, 4);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);

        ticker.advance(Duration.ofSeconds(60));
        succeed(breaker, 5);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldTakeASlowProbeForAFailedOne() {
        fail(breaker, 100);
        ticker.advance(Duration.ofSeconds(60));
        CircuitBreaker one = breaker(
                CONFIG.toBuilder()
                        .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofMinutes(5)))
                        .startIn(State.HALF_OPEN)
                        .build(),
                ticker);
        takeLong(one, ticker, Duration.ofSeconds(61));
        assertThat(one.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldNotLetASuccessFromBeforeTheOutageClose() {
        Permit[] early = new Permit[6];
        for (int i = 0; i < early.length; i++) {
            early[i] = breaker.acquire();
        }
        fail(breaker, 100);
        ticker.advance(Duration.ofSeconds(60));
        succeed(breaker, 1);
        for (Permit permit : early) {
            permit.success();
        }
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldNotBePinnedByAProbeThatIsLost() {
        CircuitBreaker halfOpen = breaker(
                CONFIG.toBuilder()
                        .halfOpen(HalfOpen.probes(1))
                        .startIn(State.HALF_OPEN)
                        .build(),
                ticker);
        assertThat(halfOpen.tryAcquire()).isPresent();
        ticker.advance(Duration.ofSeconds(60));
        assertThat(halfOpen.tryAcquire()).isEmpty();
        ticker.advance(Duration.ofSeconds(60));
        succeed(halfOpen, 1);
        assertThat(halfOpen.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldCountErrorsAndIgnoreInterruptsAndCancelling() {
        failWith(breaker, new AssertionError("a bug"));
        failWith(breaker, new InterruptedException("stop"));
        breaker.callAsync(() -> new CompletableFuture<String>()).cancel(true);
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(2);
    }
}
