// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A timeout inside the call is a failure, however short it is, and runs only while something is waited for. */
@Tag("C13")
class TimeoutTest extends Rig {
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration JUST_BEFORE = Duration.ofMillis(199);
    private static final Duration TICK = Duration.ofMillis(1);

    @Test
    void shouldTakeASourceThatHangsForAFailure() {
        CircuitBreaker breaker = breaker(c -> c.classify(Classifier.failOn(IOException.class)));
        for (int i = 0; i < 5; i++) {
            StepVerifier.withVirtualTime(() -> counted(Mono.never()).transform(ReactorGuard.guard(breaker, TIMEOUT)))
                    .expectSubscription()
                    .expectNoEvent(JUST_BEFORE)
                    .thenAwait(TICK)
                    .verifyError(TimeoutException.class);
        }
        assertThat(breaker).isOpen().hasFailures(5);
        assertThat(subscriptions).hasValue(5);
    }

    @Test
    void shouldTakeAStreamThatHangsOrStallsForAFailure() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.withVirtualTime(() -> source.flux().transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .expectSubscription()
                .expectNoEvent(JUST_BEFORE)
                .thenAwait(TICK)
                .verifyErrorSatisfies(thrown -> assertThat(thrown)
                        .isInstanceOf(TimeoutException.class)
                        .hasMessage("nothing came for PT0.2S, although it was requested"));
        StepVerifier.withVirtualTime(() -> source.flux().transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .expectSubscription()
                .expectNoEvent(JUST_BEFORE)
                .then(() -> source.next(1))
                .expectNext(1)
                .expectNoEvent(JUST_BEFORE)
                .then(() -> source.next(2))
                .expectNext(2)
                .expectNoEvent(JUST_BEFORE)
                .thenAwait(TICK)
                .verifyError(TimeoutException.class);
        source.assertCancelled(2);
        assertThat(breaker).hasFailures(2);
    }

    @Test
    void shouldNotTakeASubscriberThatTakesItsTimeForAStreamThatStalls() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.withVirtualTime(() -> source.flux().transform(ReactorGuard.guard(breaker, TIMEOUT)), 0)
                .expectSubscription()
                .expectNoEvent(LATE)
                .thenRequest(1)
                .expectNoEvent(JUST_BEFORE)
                .then(() -> source.next(1))
                .expectNext(1)
                .expectNoEvent(LATE)
                .thenRequest(1)
                .expectNoEvent(JUST_BEFORE)
                .thenAwait(TICK)
                .verifyError(TimeoutException.class);
        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldLetASourceGoOnThatIsInTime() {
        CircuitBreaker breaker = breaker();
        StepVerifier.withVirtualTime(
                        () -> Flux.interval(JUST_BEFORE).take(20).transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .thenAwait(JUST_BEFORE.multipliedBy(20))
                .expectNextCount(20)
                .verifyComplete();
        StepVerifier.withVirtualTime(() -> Mono.delay(JUST_BEFORE).transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .thenAwait(JUST_BEFORE)
                .expectNext(0L)
                .verifyComplete();
        StepVerifier.create(Flux.range(0, 1000).transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .expectNextCount(1000)
                .verifyComplete();
        StepVerifier.create(Flux.<Integer>error(failure).transform(ReactorGuard.guard(breaker, TIMEOUT)))
                .verifyError(IOException.class);
        assertThat(breaker).hasSuccesses(3).hasFailures(1);
    }

    @Test
    void shouldTellASubscriberThatGivesUpFromATimeout() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        Flux<Integer> guarded = source.flux().transform(ReactorGuard.guard(breaker, TIMEOUT));
        StepVerifier.withVirtualTime(() -> guarded)
                .expectSubscription()
                .expectNoEvent(JUST_BEFORE)
                .thenCancel()
                .verify();
        source.assertCancelled(1);
        assertThat(breaker).hasIgnored(1).hasFailures(0);
    }

    @Test
    void shouldNotTakeASubscriberThatBlocksForAStreamThatStalls() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.withVirtualTime(() -> source.flux()
                        .transform(ReactorGuard.guard(breaker, TIMEOUT))
                        .doOnNext(i -> VirtualTimeScheduler.get().advanceTimeBy(LATE)))
                .expectSubscription()
                .then(() -> source.next(1))
                .expectNext(1)
                .then(() -> source.next(2))
                .expectNext(2)
                .expectNoEvent(JUST_BEFORE)
                .thenAwait(TICK)
                .verifyError(TimeoutException.class);
        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldLeaveNoTimerBehind() {
        CircuitBreaker breaker = breaker();
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            TestPublisher<Integer> source = TestPublisher.create();
            Flux<Integer> guarded = source.flux().transform(ReactorGuard.guard(breaker, TIMEOUT));
            guarded.subscribe().dispose();
            guarded.next().subscribe();
            source.next(1);
            guarded.subscribe();
            source.complete();
            Flux.error(failure)
                    .transform(ReactorGuard.guard(breaker, TIMEOUT))
                    .onErrorComplete()
                    .subscribe();
            long scheduled = time.getScheduledTaskCount();
            time.advanceTimeBy(TIMEOUT.multipliedBy(10));
            assertThat(time.getScheduledTaskCount()).isEqualTo(scheduled);
        } finally {
            VirtualTimeScheduler.reset();
        }
        assertThat(breaker).hasAdmitted(4).hasSuccesses(2).hasIgnored(1).hasFailures(1);
    }

    @Test
    void shouldAcceptAnyTimeAboveZero() {
        CircuitBreaker breaker = breaker();
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        StepVerifier.create(Mono.just(1).transform(ReactorGuard.guard(breaker, ages)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(Flux.just(1).transform(ReactorGuard.guard(breaker, ages)))
                .expectNext(1)
                .verifyComplete();
        for (Duration wrong : new Duration[] {Duration.ZERO, TICK.negated()}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReactorGuard.guard(breaker, wrong))
                    .withMessage(
                            "timeout(" + wrong + "): the time to wait for an element must be more than zero; leave it"
                                    + " out to wait without a limit");
        }
        assertThatNullPointerException()
                .isThrownBy(() -> ReactorGuard.guard(breaker, null))
                .withMessage("timeout");
    }
}
