// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.testkit.ManualTicker;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Each subscription to a guarded Mono is one call, judged by its value or its exception. */
class MonoTest extends Rig {
    @Test
    void shouldCountNothingBeforeASubscription() {
        CircuitBreaker breaker = breaker();
        Mono<String> price = counted(Mono.just("4.20")).transform(ReactorGuard.guard(breaker));
        assertThat(breaker).hasAdmitted(0);
        StepVerifier.create(price).expectNext("4.20").verifyComplete();
        StepVerifier.create(price).expectNext("4.20").verifyComplete();
        assertThat(breaker).hasAdmitted(2).hasSuccesses(2);
        assertThat(subscriptions).hasValue(2);
    }

    @Test
    void shouldTakeAnEmptyMonoForASuccess() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Mono.empty().transform(ReactorGuard.guard(breaker))).verifyComplete();
        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldCountAFailureAndPassItOn() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Mono.error(failure).transform(ReactorGuard.guard(breaker)))
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));
        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldNotSubscribeWhenItRejects() {
        CircuitBreaker breaker = open();
        Mono<String> price = counted(Mono.just("4.20")).transform(ReactorGuard.guard(breaker));
        StepVerifier.create(price)
                .verifyErrorSatisfies(thrown -> assertThat(thrown)
                        .isInstanceOf(CallNotPermittedException.class)
                        .hasMessageContaining("the test says so"));
        StepVerifier.create(price.onErrorReturn(CallNotPermittedException.class, "cached"))
                .expectNext("cached")
                .verifyComplete();
        assertThat(subscriptions).hasValue(0);
        assertThat(breaker).hasRejected(2);
    }

    @Test
    void shouldAskTheClassifierAboutTheValue() {
        CircuitBreaker breaker =
                breaker(c -> c.classify(Classifier.failOnResult(Integer.class, status -> status >= 500)));
        StepVerifier.create(Mono.just(503).transform(ReactorGuard.guard(breaker)))
                .expectNext(503)
                .verifyComplete();
        StepVerifier.create(Mono.just(200).transform(ReactorGuard.guard(breaker)))
                .expectNext(200)
                .verifyComplete();
        assertThat(breaker).hasFailures(1).hasSuccesses(1);
    }

    @Test
    void shouldAskTheClassifierAboutAnEmptyMono() {
        CircuitBreaker breaker = breaker(c -> c.classify(Classifier.failOnResult(Objects::isNull)));
        StepVerifier.create(Mono.empty().transform(ReactorGuard.guard(breaker))).verifyComplete();
        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldAskTheClassifierAboutTheExceptionWithoutReactorsWrapper() {
        CircuitBreaker breaker = breaker(c -> c.classify(Classifier.failOn(IOException.class)));
        RuntimeException wrapped = Exceptions.propagate(failure);
        StepVerifier.create(Mono.error(wrapped).transform(ReactorGuard.guard(breaker)))
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(wrapped));
        StepVerifier.create(Mono.error(new TimeoutException()).transform(ReactorGuard.guard(breaker)))
                .verifyError(TimeoutException.class);
        assertThat(breaker).hasFailures(2);
    }

    @Test
    void shouldBeOneCallWithARetryBeforeItAndSeveralWithOneBehindIt() {
        CircuitBreaker breaker = breaker();
        Mono<String> failing = counted(Mono.error(failure));
        StepVerifier.create(failing.retry(2).transform(ReactorGuard.guard(breaker)))
                .verifyError(IOException.class);
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
        StepVerifier.create(failing.transform(ReactorGuard.guard(breaker)).retry(2))
                .verifyError(IOException.class);
        assertThat(breaker).hasAdmitted(4).hasFailures(4);
        assertThat(subscriptions).hasValue(6);
    }

    @Test
    void shouldOpenAndCloseAgain() {
        CircuitBreaker breaker = breaker();
        AtomicInteger calls = new AtomicInteger();
        Mono<String> recovering =
                Mono.defer(() -> calls.incrementAndGet() <= 5 ? Mono.error(failure) : Mono.just("4.20"));
        Mono<String> guarded = recovering.transform(ReactorGuard.guard(breaker));
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(guarded).verifyError(IOException.class);
        }
        StepVerifier.create(guarded).verifyError(CallNotPermittedException.class);
        ticker.advance(WAIT);
        StepVerifier.create(guarded).expectNext("4.20").verifyComplete();
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldEndTheCallWithItsValueSoThatTheSubscribersTimeIsNotPartOfIt() {
        CircuitBreaker breaker = breaker(c -> c.slowCallsOver(EARLY));
        ManualTicker clock = ticker;
        StepVerifier.create(
                        Mono.just("4.20").transform(ReactorGuard.guard(breaker)).doOnNext(value -> clock.advance(LATE)))
                .expectNext("4.20")
                .verifyComplete();
        assertThat(breaker).hasSuccesses(1).hasSlow(0);
    }

    @Test
    void shouldKeepTheKindOfThePublisher() {
        CircuitBreaker breaker = breaker();
        Publisher<String> mono = ReactorGuard.<String>guard(breaker).apply(Mono.just("4.20"));
        assertThat(mono).isInstanceOf(Mono.class);
    }

    @Test
    void shouldRefuseNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> ReactorGuard.guard(null))
                .withMessage("guard");
        assertThatNullPointerException()
                .isThrownBy(() -> ReactorGuard.<String>guard(breaker()).apply(null))
                .withMessage("source");
    }
}
