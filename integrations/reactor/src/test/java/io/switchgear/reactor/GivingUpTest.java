// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** A subscriber that gives up is told from a source that fails, and late from early. */
@Tag("C13")
class GivingUpTest extends Rig {
    /** The ways in which a subscription to a source that hangs ends from outside. */
    enum Way {
        DISPOSE {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                var subscription = Flux.from(hanging).subscribe();
                meanwhile.run();
                subscription.dispose();
            }
        },
        CANCEL_A_FUTURE {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                CompletableFuture<Integer> future = Mono.from(hanging).toFuture();
                meanwhile.run();
                future.cancel(true);
            }
        },
        TIMEOUT_OUTSIDE {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                StepVerifier.withVirtualTime(() -> Flux.from(hanging).timeout(Duration.ofSeconds(3)))
                        .expectSubscription()
                        .then(meanwhile)
                        .thenAwait(Duration.ofSeconds(3))
                        .verifyError(TimeoutException.class);
            }
        },
        TAKE_UNTIL_OTHER {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                Sinks.Empty<Void> other = Sinks.empty();
                StepVerifier.create(Flux.from(hanging).takeUntilOther(other.asMono()))
                        .then(meanwhile)
                        .then(other::tryEmitEmpty)
                        .verifyComplete();
            }
        },
        ANOTHER_OF_ZIP_FAILS {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                Sinks.One<Integer> other = Sinks.one();
                StepVerifier.create(Mono.zip(Mono.from(hanging), other.asMono()))
                        .then(meanwhile)
                        .then(() -> other.tryEmitError(new IOException("the other's")))
                        .verifyError(IOException.class);
            }
        },
        SWITCH_MAP {
            @Override
            void giveUp(Publisher<Integer> hanging, Runnable meanwhile) {
                TestPublisher<Integer> queries = TestPublisher.create();
                StepVerifier.create(queries.flux().switchMap(q -> q == 0 ? hanging : Mono.just(q)))
                        .then(() -> queries.next(0))
                        .then(meanwhile)
                        .then(() -> queries.next(1))
                        .expectNext(1)
                        .then(queries::complete)
                        .verifyComplete();
            }
        };

        abstract void giveUp(Publisher<Integer> hanging, Runnable meanwhile);
    }

    private final List<Function<CircuitBreaker, Publisher<Integer>>> hanging = List.of(
            breaker -> Mono.<Integer>never().transform(ReactorGuard.guard(breaker)),
            breaker -> Flux.<Integer>never().transform(ReactorGuard.guard(breaker)));

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreASubscriberThatGivesUpEarly(Way way) {
        for (var source : hanging) {
            CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("prices", c -> c.ticker(ticker)));
            for (int i = 0; i < 10; i++) {
                way.giveUp(source.apply(breaker), () -> ticker.advance(EARLY));
            }
            assertThat(breaker).isClosed().hasIgnored(10).hasAbandoned(0).hasFailures(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWithTheDefaultsWhenSubscribersGiveUpLate(Way way) {
        for (var source : hanging) {
            CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("prices", c -> c.ticker(ticker)));
            for (int i = 0; i < 5; i++) {
                assertThat(breaker).isClosed();
                way.giveUp(source.apply(breaker), () -> ticker.advance(LATE));
            }
            assertThat(breaker).isOpen().hasAbandoned(5).hasFailures(0);
        }
    }

    @Test
    void shouldNoticeABlockingCallerThatWaitsInVain() {
        CircuitBreaker breaker = breaker(c -> c.abandonedAfter(Duration.ofNanos(1)));
        Mono<Integer> price =
                Mono.<Integer>never().doOnSubscribe(s -> ticker.advance(LATE)).transform(ReactorGuard.guard(breaker));
        assertThatThrownBy(() -> price.block(EARLY)).hasMessageContaining("Timeout");
        assertThat(breaker).hasAbandoned(1);
    }

    @Test
    void shouldTakeASubscriberThatHasHadEnoughForASuccess() {
        CircuitBreaker breaker = breaker();
        Flux<Integer> prices = Flux.range(0, 3).concatWith(Mono.never()).transform(ReactorGuard.guard(breaker));
        StepVerifier.create(prices.next()).expectNext(0).verifyComplete();
        StepVerifier.create(prices.take(2)).expectNext(0, 1).verifyComplete();
        StepVerifier.create(prices.takeWhile(i -> i < 1)).expectNext(0).verifyComplete();
        StepVerifier.create(prices)
                .expectNext(0, 1, 2)
                .then(() -> ticker.advance(LATE))
                .thenCancel()
                .verify();
        assertThat(breaker).hasSuccesses(4).hasIgnored(0).hasAbandoned(0);
    }

    @Test
    void shouldHaveASuccessWhenAMonoIsCancelledAfterItsValue() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(Mono.fromDirect(source).transform(ReactorGuard.guard(breaker)))
                .then(() -> source.next(1))
                .expectNext(1)
                .thenCancel()
                .verify();
        assertThat(breaker).hasSuccesses(1).hasIgnored(0);
    }

    @Test
    void shouldGiveTheProbesPlaceBackWhenTheSubscriberGivesUpEarlyAndFailItWhenLate() {
        CircuitBreaker breaker = probeDue();
        Way.DISPOSE.giveUp(hanging.get(0).apply(breaker), () -> ticker.advance(EARLY));
        assertThat(breaker).isHalfOpen().hasIgnored(1);
        Way.DISPOSE.giveUp(hanging.get(1).apply(breaker), () -> ticker.advance(LATE));
        assertThat(breaker).isOpen().hasAbandoned(1);
    }

    @Test
    void shouldSettleBeforeItCancelsSinceTheSourceMayFailThen() {
        CircuitBreaker breaker = breaker();
        Mono<Integer> source = Mono.from(subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                subscriber.onError(failure);
            }
        }));
        Way.DISPOSE.giveUp(source.transform(ReactorGuard.guard(breaker)), () -> {});
        assertThat(breaker).hasIgnored(1).hasFailures(0);
    }

    @Test
    void shouldCancelTheSourceOnce() {
        CircuitBreaker breaker = breaker();
        TestPublisher<Integer> source = TestPublisher.create();
        Way.DISPOSE.giveUp(source.flux().transform(ReactorGuard.guard(breaker)), () -> {});
        source.assertCancelled(1);
    }

    @Test
    void shouldCountAnAnswerThatComesBeforeTheCancellation() {
        CircuitBreaker breaker = breaker();
        MonoSink<?>[] sinks = new MonoSink<?>[1];
        CompletableFuture<Object> future = Mono.create(sink -> sinks[0] = sink)
                .transform(ReactorGuard.guard(breaker))
                .toFuture();
        sinks[0].success();
        assertThat(future.cancel(true)).isFalse();
        assertThat(breaker).hasSuccesses(1);
    }
}
