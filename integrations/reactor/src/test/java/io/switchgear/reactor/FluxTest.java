// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.HalfOpen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Each subscription to a guarded Flux is one call, from its start to its end. */
@Tag("C14")
class FluxTest extends Rig {
    private Flux<Integer> thenBreaks(int elements) {
        return counted(Flux.range(0, elements).concatWith(Mono.error(failure)));
    }

    @Test
    void shouldTakeAPermitForEachSubscriptionAndCountItsEnd() {
        CircuitBreaker breaker = breaker();
        Flux<Integer> prices = counted(Flux.range(0, 3)).transform(ReactorGuard.guard(breaker));
        assertThat(breaker).hasAdmitted(0);
        StepVerifier.create(prices).expectNext(0, 1, 2).verifyComplete();
        StepVerifier.create(Flux.empty().transform(ReactorGuard.guard(breaker))).verifyComplete();
        assertThat(breaker).hasAdmitted(2).hasSuccesses(2);
    }

    @Test
    void shouldCountTheSourcesFailureAtItsEndToo() {
        CircuitBreaker breaker = breaker();
        for (int elements : new int[] {0, 2}) {
            StepVerifier.create(thenBreaks(elements).transform(ReactorGuard.guard(breaker)))
                    .expectNextCount(elements)
                    .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));
        }
        assertThat(breaker).hasFailures(2).hasSuccesses(0);
    }

    @Test
    void shouldOpenWhenEachStreamBreaksOffAfterSomeElements() {
        CircuitBreaker breaker = breaker();
        Flux<Integer> guarded = thenBreaks(2).transform(ReactorGuard.guard(breaker));
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(guarded).expectNext(0, 1).verifyError(IOException.class);
        }
        StepVerifier.create(guarded).verifyError(CallNotPermittedException.class);
        assertThat(breaker).isOpen();
        assertThat(subscriptions).hasValue(5);
    }

    @Test
    void shouldAskTheClassifierAboutTheLastElement() {
        CircuitBreaker breaker = breaker(c -> c.classify(Classifier.failOnResult(Integer.class, i -> i < 0)));
        StepVerifier.create(Flux.just(-1, 1).transform(ReactorGuard.guard(breaker)))
                .expectNext(-1, 1)
                .verifyComplete();
        StepVerifier.create(Flux.just(1, -1).transform(ReactorGuard.guard(breaker)))
                .expectNext(1, -1)
                .verifyComplete();
        StepVerifier.create(
                        Flux.just(-1, 1).transform(ReactorGuard.guard(breaker)).take(1))
                .expectNext(-1)
                .verifyComplete();
        assertThat(breaker).hasSuccesses(1).hasFailures(2);
    }

    @Test
    void shouldGiveAProbesPlaceBackAtTheFirstElementAndJudgeItAtItsEnd() {
        CircuitBreaker breaker =
                breaker(c -> c.halfOpen(HalfOpen.probes(2).required(1).concurrent(1)));
        breaker.open(WAIT, "the test says so");
        ticker.advance(WAIT);
        TestPublisher<Integer> source = TestPublisher.create();
        Flux<Integer> guarded = source.flux().transform(ReactorGuard.guard(breaker));
        StepVerifier.create(guarded)
                .then(() -> StepVerifier.create(guarded).verifyError(CallNotPermittedException.class))
                .then(() -> source.next(1))
                .expectNext(1)
                .then(() -> StepVerifier.create(guarded)
                        .then(() -> source.next(2))
                        .expectNext(2)
                        .thenCancel()
                        .verify())
                .expectNext(2)
                .then(() -> assertThat(breaker).isClosed())
                .then(() -> source.error(failure))
                .verifyError(IOException.class);
        assertThat(breaker).isClosed().hasStale(1);
        CircuitBreaker other = probeDue();
        StepVerifier.create(thenBreaks(1).transform(ReactorGuard.guard(other)))
                .expectNext(0)
                .verifyError(IOException.class);
        assertThat(other).isOpen();
    }

    @Test
    void shouldGuardAnyOtherPublisherAsAFlux() {
        CircuitBreaker breaker = breaker();
        Publisher<Integer> plain = subscriber -> Flux.just(1, 2).subscribe(subscriber);
        Publisher<Integer> guarded = ReactorGuard.<Integer>guard(breaker).apply(plain);
        assertThat(guarded).isInstanceOf(Flux.class);
        StepVerifier.create(guarded).expectNext(1, 2).verifyComplete();
        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldRequestFromTheSourceWhatItsSubscriberRequests() {
        CircuitBreaker breaker = breaker();
        List<Long> requests = new ArrayList<>();
        Flux<Integer> guarded = Flux.range(0, 10).doOnRequest(requests::add).transform(ReactorGuard.guard(breaker));
        StepVerifier.create(guarded, 0)
                .thenRequest(2)
                .expectNext(0, 1)
                .thenRequest(3)
                .expectNext(2, 3, 4)
                .then(() -> assertThat(breaker).hasInFlight(1))
                .thenCancel()
                .verify();
        assertThat(requests).containsExactly(2L, 3L);
        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldNotFuseWithItsNeighboursSoThatItSeesEachElement() {
        CircuitBreaker breaker = breaker(c -> c.classify(Classifier.failOnResult(Integer.class, i -> i == 9)));
        Flux<Integer> fuseable = Flux.range(0, 10).map(i -> i).filter(i -> true);
        StepVerifier.create(fuseable.transform(ReactorGuard.guard(breaker)).map(i -> i))
                .expectNoFusionSupport()
                .expectNextCount(10)
                .verifyComplete();
        StepVerifier.create(fuseable.transform(ReactorGuard.guard(breaker)).publishOn(Schedulers.parallel(), 1))
                .expectNextCount(10)
                .verifyComplete();
        StepVerifier.create(Flux.just(9).transform(ReactorGuard.guard(breaker)).flatMap(Mono::just))
                .expectNext(9)
                .verifyComplete();
        assertThat(breaker).hasAdmitted(3).hasFailures(3);
    }

    @Test
    void shouldGuardEachInnerSubscriptionOfAFlatMap() {
        CircuitBreaker breaker = breaker();
        Flux<Integer> calls = Flux.range(0, 100).flatMap(i -> Mono.just(i).transform(ReactorGuard.guard(breaker)), 8);
        StepVerifier.create(calls).expectNextCount(100).verifyComplete();
        assertThat(breaker).hasAdmitted(100).hasSuccesses(100);
    }
}
