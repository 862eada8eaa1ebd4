// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The behaviour that both engines show. */
@ParameterizedClass
@EnumSource
class SameBehaviourTest {
    @Parameter
    Engine engine;

    private final TestClock clock = new TestClock();
    private final List<String> events = new ArrayList<>();

    private CircuitBreaker breaker(CircuitBreakerConfig.Builder config) {
        CircuitBreaker breaker = engine.breaker(config.build());
        breaker.getEventPublisher()
                .onEvent(event -> events.add(event.getEventType().name()));
        return breaker;
    }

    private static void succeed(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.executeRunnable(() -> {});
        }
    }

    private static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> breaker.executeCallable(() -> {
                        throw new IOException("down");
                    }))
                    .isInstanceOf(IOException.class);
        }
    }

    private void passTime(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    @Test
    void shouldOpenAtTheFailureRateOnceTheMinimumIsReached() {
        CircuitBreaker breaker = breaker(clock.config());

        fail(breaker, 3);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(-1);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);

        succeed(breaker, 1);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(75);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(4);
        assertThat(events)
                .containsExactly("ERROR", "ERROR", "ERROR", "SUCCESS", "FAILURE_RATE_EXCEEDED", "STATE_TRANSITION");
    }

    @Test
    void shouldNotOpenBelowTheFailureRateAndForgetOldCalls() {
        CircuitBreaker breaker = breaker(clock.config());

        succeed(breaker, 3);
        fail(breaker, 1);
        succeed(breaker, 3);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(25);
        succeed(breaker, 1);

        assertThat(breaker.getMetrics().getFailureRate()).isZero();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldCompareOddRatesExactly() {
        CircuitBreaker breaker = breaker(clock.config()
                .slidingWindowSize(1000)
                .minimumNumberOfCalls(1000)
                .failureRateThreshold(0.1f));

        succeed(breaker, 999);
        fail(breaker, 1);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldLowerTheMinimumToTheCountWindow() {
        CircuitBreaker breaker = breaker(clock.config().minimumNumberOfCalls(100));

        fail(breaker, 4);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldCountSlowCallsByOutcomeAndOpenAtTheirRate() {
        CircuitBreaker breaker = breaker(clock.config()
                .slowCallDurationThreshold(Duration.ofSeconds(2))
                .slowCallRateThreshold(75)
                .failureRateThreshold(100));

        breaker.executeRunnable(() -> passTime(2_000));
        assertThat(breaker.getMetrics().getNumberOfSlowCalls()).isZero();
        breaker.executeRunnable(() -> passTime(2_001));
        breaker.executeRunnable(() -> passTime(3_000));
        assertThatThrownBy(() -> breaker.executeRunnable(() -> {
                    passTime(3_000);
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(breaker.getMetrics().getNumberOfSlowCalls()).isEqualTo(3);
        assertThat(breaker.getMetrics().getNumberOfSlowSuccessfulCalls()).isEqualTo(2);
        assertThat(breaker.getMetrics().getNumberOfSlowFailedCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getSlowCallRate()).isEqualTo(75);
        assertThat(events).endsWith("ERROR", "SLOW_CALL_RATE_EXCEEDED", "STATE_TRANSITION");
    }

    @Test
    void shouldForgetCallsAfterATimeWindow() {
        CircuitBreaker breaker = breaker(clock.config().slidingWindow(10, 4, SlidingWindowType.TIME_BASED));

        fail(breaker, 3);
        passTime(5_000);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
        passTime(6_000);
        fail(breaker, 1);

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldRejectWithTheExceptionOfResilience4jWhileOpen() {
        CircuitBreaker breaker = breaker(clock.config());
        breaker.transitionToOpenState();

        assertThatThrownBy(() -> breaker.executeSupplier(() -> "never"))
                .isInstanceOfSatisfying(
                        CallNotPermittedException.class,
                        rejection -> assertThat(rejection.getCausingCircuitBreakerName())
                                .isEqualTo("payments"))
                .hasMessage("CircuitBreaker 'payments' is OPEN and does not permit further calls")
                .hasNoCause();
        assertThat(breaker.tryAcquirePermission()).isFalse();
        assertThat(breaker.executeCompletionStage(() -> null).toCompletableFuture())
                .isCompletedExceptionally();

        assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isEqualTo(3);
        assertThat(events).containsExactly("STATE_TRANSITION", "NOT_PERMITTED", "NOT_PERMITTED", "NOT_PERMITTED");
        breaker.transitionToClosedState();
        assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isZero();
    }

    @Test
    void shouldLetAsManyCallsInAsArePermittedInHalfOpenState() {
        CircuitBreaker breaker = breaker(clock.config().permittedNumberOfCallsInHalfOpenState(3));
        fail(breaker, 4);
        passTime(60_001);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);

        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.tryAcquirePermission()).isFalse();
        breaker.releasePermission();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        for (int i = 0; i < 3; i++) {
            breaker.onSuccess(1, TimeUnit.NANOSECONDS);
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldDecideByTheMinimumIfFewerThanArePermitted() {
        CircuitBreaker breaker =
                breaker(clock.config().minimumNumberOfCalls(2).permittedNumberOfCallsInHalfOpenState(4));
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        for (int i = 0; i < 4; i++) {
            assertThat(breaker.tryAcquirePermission()).isTrue();
        }
        assertThat(breaker.tryAcquirePermission()).isFalse();
        breaker.onSuccess(1, TimeUnit.NANOSECONDS);
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        breaker.onSuccess(1, TimeUnit.NANOSECONDS);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldOpenAgainWhenTheProbeFails() {
        CircuitBreaker breaker = breaker(clock.config());
        fail(breaker, 4);
        passTime(60_001);

        fail(breaker, 1);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(100);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
        assertThat(events).endsWith("STATE_TRANSITION", "ERROR", "STATE_TRANSITION");
    }

    @Test
    void shouldAskTheWaitFunctionByAttempt() {
        List<Integer> asked = new ArrayList<>();
        CircuitBreaker breaker = breaker(clock.config().waitIntervalFunctionInOpenState(attempt -> {
            asked.add(attempt);
            return attempt * 1_000L;
        }));

        fail(breaker, 4); // 1 s
        passTime(1_001);
        fail(breaker, 1); // 2 s
        passTime(1_999);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        passTime(2);
        fail(breaker, 1); // 3 s
        passTime(3_001);
        succeed(breaker, 1);
        fail(breaker, 4); // 1 s again
        breaker.transitionToClosedState();
        breaker.transitionToOpenState(); // by hand it is an attempt too
        passTime(1_001);
        fail(breaker, 1);
        breaker.transitionToForcedOpenState(); // and this
        breaker.transitionToOpenState();
        breaker.transitionToOpenStateFor(Duration.ofMinutes(1)); // but not this
        breaker.transitionToHalfOpenState();
        fail(breaker, 1);

        assertThat(asked).containsExactly(1, 2, 3, 1, 1, 2, 4, 5);
    }

    @Test
    void shouldOpenForAndUntil() {
        CircuitBreaker breaker = breaker(clock.config());

        breaker.transitionToOpenStateFor(Duration.ofSeconds(2));
        passTime(1_999);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        passTime(2);
        assertThat(breaker.tryAcquirePermission()).isTrue();

        breaker.transitionToOpenStateUntil(clock.instant().plusSeconds(3));
        passTime(2_999);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        passTime(2);
        assertThat(breaker.tryAcquirePermission()).isTrue();

        breaker.transitionToOpenStateUntil(clock.instant().minusSeconds(3));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        passTime(1);
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }

    @Test
    void shouldOpenBecauseOfAResultWhileClosed() {
        CircuitBreaker breaker = breaker(clock.config()
                .transitionOnResult(either -> either.fold(
                        result -> "retry later".equals(result)
                                ? TransitionCheckResult.transitionToOpenAndWaitFor(Duration.ofSeconds(5))
                                : TransitionCheckResult.noTransition(),
                        thrown -> TransitionCheckResult.transitionToOpenAndWaitUntil(
                                clock.instant().plusSeconds(9)))));

        breaker.executeSupplier(() -> "fine");
        breaker.executeRunnable(() -> {});
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        breaker.executeSupplier(() -> "retry later");
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        passTime(4_999);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        passTime(2);
        breaker.executeSupplier(() -> "retry later"); // the probe closes, its result opens
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        passTime(5_001);
        succeed(breaker, 1);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);

        fail(breaker, 1);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        passTime(8_999);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        passTime(2);
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }

    @Test
    void shouldClassifyByTheConfiguration() {
        CircuitBreaker breaker = breaker(clock.config()
                .slidingWindowSize(100)
                .minimumNumberOfCalls(100)
                .recordExceptions(IOException.class)
                .ignoreExceptions(IllegalArgumentException.class)
                .recordResult("bad"::equals));

        fail(breaker, 1);
        breaker.onError(1, TimeUnit.NANOSECONDS, new CompletionException(new IOException()));
        breaker.onError(1, TimeUnit.NANOSECONDS, new NumberFormatException());
        breaker.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException());
        assertThat(breaker.executeSupplier(() -> "bad")).isEqualTo("bad");
        assertThat(breaker.<String>executeSupplier(() -> null)).isNull();

        assertThat(events).containsExactly("ERROR", "ERROR", "IGNORED_ERROR", "SUCCESS", "ERROR", "SUCCESS");
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(2);
    }

    @Test
    void shouldTellDurationsAndExceptionsInEvents() {
        List<CircuitBreakerOnErrorEvent> errors = new ArrayList<>();
        CircuitBreaker breaker = breaker(clock.config());
        breaker.getEventPublisher()
                .onError(errors::add)
                .onSuccess(
                        event -> events.add("took " + event.getElapsedDuration().toMillis()));

        breaker.executeRunnable(() -> passTime(7));
        breaker.onError(3, TimeUnit.SECONDS, new IOException("down"));

        assertThat(events).contains("took 7");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.getElapsedDuration()).hasSeconds(3);
            assertThat(error.getThrowable()).hasMessage("down");
            assertThat(error.getCircuitBreakerName()).isEqualTo("payments");
        });
    }

    @Test
    void shouldPublishNoCallsWhileDisabledOrForcedOpen() {
        CircuitBreaker breaker = breaker(clock.config());

        breaker.transitionToDisabledState();
        fail(breaker, 9);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(-1);
        breaker.transitionToForcedOpenState();
        assertThat(breaker.tryAcquirePermission()).isFalse();
        assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isEqualTo(1);

        assertThat(events).containsExactly("STATE_TRANSITION", "STATE_TRANSITION");
    }

    @Test
    void shouldOnlyWatchInMetricsOnlyState() {
        CircuitBreaker breaker = breaker(
                clock.config().slowCallDurationThreshold(Duration.ofSeconds(1)).slowCallRateThreshold(25));
        breaker.transitionToMetricsOnlyState();

        fail(breaker, 4);
        assertThat(breaker.getState()).isEqualTo(State.METRICS_ONLY);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(100);
        fail(breaker, 2);
        breaker.executeRunnable(() -> passTime(2_000));
        succeed(breaker, 1);
        assertThat(breaker.getMetrics().getFailureRate()).isEqualTo(50);
        assertThat(breaker.getMetrics().getSlowCallRate()).isEqualTo(25);

        assertThat(events.stream().filter(event -> event.endsWith("EXCEEDED")))
                .containsExactly("FAILURE_RATE_EXCEEDED", "SLOW_CALL_RATE_EXCEEDED");
        breaker.transitionToClosedState();
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        fail(breaker, 4);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldBeginInTheInitialState() {
        for (State state : State.values()) {
            CircuitBreaker breaker = breaker(clock.config().initialState(state));

            assertThat(breaker.getState()).isEqualTo(state);
            assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
            assertThat(breaker.tryAcquirePermission()).isEqualTo(state != State.OPEN && state != State.FORCED_OPEN);
        }
    }

    @Test
    void shouldSurviveConsumersThatThrow() {
        CircuitBreaker breaker = breaker(clock.config());
        breaker.getEventPublisher().onStateTransition(event -> {
            throw new IllegalStateException("a bad consumer");
        });

        breaker.transitionToOpenState();

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldBecomeHalfOpenByATimer() throws InterruptedException {
        CountDownLatch halfOpen = new CountDownLatch(1);
        CircuitBreaker breaker = engine.breaker(CircuitBreakerConfig.custom()
                .waitDurationInOpenState(Duration.ofMillis(20))
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.HALF_OPEN) {
                halfOpen.countDown();
            }
        });

        breaker.transitionToOpenState();

        assertThat(halfOpen.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldLeaveAHalfOpenStateThatLastsTooLong() throws InterruptedException {
        for (State end : new State[] {State.OPEN, State.CLOSED}) {
            CountDownLatch ended = new CountDownLatch(1);
            CircuitBreaker breaker = engine.breaker(CircuitBreakerConfig.custom()
                    .maxWaitDurationInHalfOpenState(Duration.ofMillis(20))
                    .transitionToStateAfterWaitDuration(end)
                    .build());
            breaker.getEventPublisher().onStateTransition(event -> {
                if (event.getStateTransition().getFromState() == State.HALF_OPEN) {
                    ended.countDown();
                }
            });

            breaker.transitionToOpenState();
            breaker.transitionToHalfOpenState();

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(breaker.getState()).isEqualTo(end);
        }
    }
}
