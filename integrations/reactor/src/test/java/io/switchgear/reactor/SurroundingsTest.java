// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** The operators get on with what Reactor puts around them. */
class SurroundingsTest extends Rig {
    @AfterEach
    void takeTheHooksAway() {
        Hooks.resetOnOperatorDebug();
        Hooks.resetOnEachOperator();
        Hooks.disableContextLossTracking();
    }

    @Test
    void shouldCountOnceWithHooksAroundEachOperator() {
        Hooks.onOperatorDebug();
        Hooks.onEachOperator(Operators.lift((scannable, subscriber) -> subscriber));
        Hooks.enableContextLossTracking();
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Mono.deferContextual(context -> Mono.just(context.get("user")))
                        .transform(ReactorGuard.guard(breaker))
                        .checkpoint("prices")
                        .contextWrite(Context.of("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
        StepVerifier.create(Flux.range(0, 3)
                        .concatWith(Mono.error(failure))
                        .transform(ReactorGuard.guard(breaker))
                        .checkpoint("prices"))
                .expectNext(0, 1, 2)
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));
        assertThat(breaker).hasAdmitted(2).hasSuccesses(1).hasFailures(1);
    }

    @Test
    void shouldShowItsSourceToReactorsTools() {
        Mono<Integer> source = Mono.just(1).hide();
        Mono<Integer> guarded = source.transform(ReactorGuard.guard(breaker()));
        assertThat(Scannable.from(guarded).scan(Scannable.Attr.PARENT)).isSameAs(source);
    }

    @Test
    void shouldIgnoreASubscriberThatWantsNothing() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Flux.range(0, 3).transform(ReactorGuard.guard(breaker)), 0)
                .expectSubscription()
                .thenCancel()
                .verify();
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldLetAnotherCallProbeWhenAProbeContainsARejectedOne() {
        CircuitBreaker breaker = probeDue();
        Mono<Integer> inner = Mono.just(1).transform(ReactorGuard.guard(breaker));
        StepVerifier.create(Mono.defer(() -> inner).transform(ReactorGuard.guard(breaker)))
                .verifyError(CallNotPermittedException.class);
        assertThat(breaker).isHalfOpen().hasIgnored(1).hasNothingInFlight();
        StepVerifier.create(inner).expectNext(1).verifyComplete();
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldLeaveARejectionByAnInnerBreakerToThatOne() {
        CircuitBreaker outer = breaker();
        CircuitBreaker inner = open();
        StepVerifier.create(Mono.just(1).transform(ReactorGuard.guard(inner)).transform(ReactorGuard.guard(outer)))
                .verifyError(CallNotPermittedException.class);
        assertThat(outer).hasIgnored(1).hasFailures(0);
        assertThat(inner).hasRejected(1);
    }

    @Test
    void shouldCountASharedSubscriptionOnce() {
        CircuitBreaker breaker = breaker();
        Mono<Integer> cached =
                counted(Mono.just(1)).transform(ReactorGuard.guard(breaker)).cache();
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(cached).expectNext(1).verifyComplete();
        }
        assertThat(subscriptions).hasValue(1);
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    @Test
    void shouldEndOnAnotherThreadThanItBegan() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Flux.range(0, 100)
                        .publishOn(Schedulers.parallel())
                        .transform(ReactorGuard.guard(breaker))
                        .subscribeOn(Schedulers.boundedElastic()))
                .expectNextCount(100)
                .verifyComplete();
        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldIgnoreATaskThatIsInterruptedBecauseItsSubscriberIsGone() throws Exception {
        CircuitBreaker breaker = breaker();
        Semaphore begun = new Semaphore(0);
        Semaphore never = new Semaphore(0);
        Semaphore ended = new Semaphore(0);
        CompletableFuture<Object> call = Mono.fromCallable(() -> {
                    begun.release();
                    try {
                        never.acquire();
                        return 1;
                    } catch (InterruptedException stopped) {
                        throw new IOException("socket closed", stopped);
                    } finally {
                        ended.release();
                    }
                })
                .cast(Object.class)
                .subscribeOn(Schedulers.boundedElastic())
                .transform(ReactorGuard.guard(breaker))
                .toFuture();
        begun.acquire();
        call.cancel(true);
        ended.acquire();
        assertThat(breaker).hasIgnored(1).hasFailures(0).hasNothingInFlight();
    }
}
