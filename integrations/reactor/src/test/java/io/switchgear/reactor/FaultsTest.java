// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Faults of the subscriber and of this side never count against the source, and lose no permit. */
class FaultsTest extends Rig {
    /** A subscriber that throws, which Reactor passes through like any fatal error. */
    private enum Fatal implements CoreSubscriber<Object> {
        ON_SUBSCRIBE {
            @Override
            public void onSubscribe(Subscription subscription) {
                throw new LinkageError("the subscriber's");
            }
        },
        AFTER_REQUEST {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
                throw new LinkageError("the subscriber's");
            }
        },
        ON_NEXT {
            @Override
            public void onNext(Object element) {
                throw new LinkageError("the subscriber's");
            }
        },
        ON_END {
            @Override
            public void onComplete() {
                throw new LinkageError("the subscriber's");
            }

            @Override
            public void onError(Throwable thrown) {
                throw new LinkageError("the subscriber's");
            }
        };

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object element) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void shouldNotTakeAnExceptionOfALaterOperatorForTheSources() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Mono.just(1).transform(ReactorGuard.guard(breaker)).map(i -> Integer.parseInt("no number")))
                .verifyError(NumberFormatException.class);
        StepVerifier.create(
                        Flux.just(1, 2).transform(ReactorGuard.guard(breaker)).map(i -> Integer.parseInt("no number")))
                .verifyError(NumberFormatException.class);
        StepVerifier.create(Flux.just(1, 2)
                        .transform(ReactorGuard.guard(breaker))
                        .concatMap(i -> Mono.error(new IllegalStateException())))
                .verifyError(IllegalStateException.class);
        assertThat(breaker).hasSuccesses(3).hasFailures(0);
    }

    @Test
    void shouldLoseNoPermitWhenTheSubscriberThrows() {
        CircuitBreaker breaker = breaker();
        for (Fatal fatal : Fatal.values()) {
            assertThatThrownBy(() -> Mono.<Object>just(1)
                            .transform(ReactorGuard.guard(breaker))
                            .subscribe(fatal))
                    .isInstanceOf(LinkageError.class);
            assertThatThrownBy(() -> Flux.<Object>just(1, 2)
                            .transform(ReactorGuard.guard(breaker))
                            .subscribe(fatal))
                    .isInstanceOf(LinkageError.class);
        }
        assertThat(breaker).hasAdmitted(8).hasSuccesses(6).hasIgnored(2).hasFailures(0);
    }

    @Test
    void shouldNotTakeTheSubscribersExceptionForTheSourcesWhenThatCatchesIt() {
        CircuitBreaker breaker = breaker();
        Flux<Object> catching = Flux.create(sink -> {
            try {
                sink.next(1);
            } catch (Throwable thrown) {
                sink.error(thrown);
            }
        });
        Flux<Object> guarded = Flux.from(subscriber -> subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        try {
                            subscriber.onNext(1);
                        } catch (Throwable thrown) {
                            subscriber.onError(thrown);
                        }
                    }

                    @Override
                    public void cancel() {}
                }))
                .transform(ReactorGuard.guard(breaker));
        guarded.subscribe(Fatal.ON_NEXT);
        catching.transform(ReactorGuard.guard(breaker)).subscribe(Fatal.ON_NEXT);
        assertThat(breaker).hasSuccesses(2).hasFailures(0);
    }

    @Test
    void shouldCountASourceThatThrowsWhileItIsSubscribedTo() {
        CircuitBreaker breaker = breaker();
        Mono<Object> throwing = new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
                throw new IllegalStateException("the source's");
            }
        };
        StepVerifier.create(throwing.transform(ReactorGuard.guard(breaker))).verifyError(IllegalStateException.class);
        StepVerifier.create(throwing.flux().transform(ReactorGuard.guard(breaker)))
                .verifyError(IllegalStateException.class);
        assertThat(breaker).hasFailures(2);
    }

    @Test
    void shouldCountAFatalErrorOfTheSource() {
        CircuitBreaker breaker = breaker();
        Mono<Object> fatal = new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
                throw new LinkageError("the source's");
            }
        };
        assertThatThrownBy(() -> fatal.transform(ReactorGuard.guard(breaker)).subscribe())
                .isInstanceOf(LinkageError.class);
        Mono<Object> broken = Mono.fromCallable(() -> {
            throw new LinkageError("the source's");
        });
        assertThatThrownBy(() -> broken.transform(ReactorGuard.guard(breaker)).subscribe())
                .isInstanceOf(LinkageError.class);
        assertThatThrownBy(() -> Flux.generate(sink -> {
                            throw new LinkageError("the source's");
                        })
                        .transform(ReactorGuard.guard(breaker))
                        .subscribe())
                .isInstanceOf(LinkageError.class);
        assertThat(breaker).hasFailures(3);
    }

    @Test
    void shouldIgnoreASchedulerThatRefusesTheWork() {
        CircuitBreaker breaker = breaker();
        Scheduler gone = Schedulers.newSingle("gone");
        gone.dispose();
        StepVerifier.create(Mono.just(1).subscribeOn(gone).transform(ReactorGuard.guard(breaker)))
                .verifyError(RejectedExecutionException.class);
        StepVerifier.create(Flux.just(1).subscribeOn(gone).transform(ReactorGuard.guard(breaker)))
                .verifyError(RejectedExecutionException.class);
        assertThat(breaker).hasIgnored(2).hasFailures(0);
    }

    @Test
    void shouldNotTakeTooFewRequestsForAFailureOfTheSource() {
        CircuitBreaker breaker = breaker();
        Flux<Integer> overrun = Flux.range(0, 10).onBackpressureError().transform(ReactorGuard.guard(breaker));
        TestPublisher<Integer> late = TestPublisher.create();
        StepVerifier.create(late.flux().onBackpressureError().transform(ReactorGuard.guard(breaker)), 0)
                .expectSubscription()
                .then(() -> ticker.advance(LATE))
                .then(() -> late.next(1))
                .verifyErrorMatches(Exceptions::isOverflow);
        StepVerifier.create(overrun, 2).expectNext(0, 1).verifyErrorMatches(Exceptions::isOverflow);
        assertThat(breaker).hasFailures(0).hasIgnored(1).hasSuccesses(1);
    }

    @Test
    void shouldIgnoreATickThatNobodyHasRequested() {
        CircuitBreaker breaker = breaker();
        StepVerifier.withVirtualTime(
                        () -> Flux.interval(Duration.ofSeconds(1)).transform(ReactorGuard.guard(breaker)), 1)
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(0L)
                .thenAwait(Duration.ofSeconds(1))
                .verifyErrorMatches(Exceptions::isOverflow);
        assertThat(breaker).hasSuccesses(1).hasFailures(0);
    }
}
