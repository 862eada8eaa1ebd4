// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.switchgear.CircuitBreaker;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The rules of Reactive Streams, checked by their own test kit. */
class ReactiveStreamsTest {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int SILENCE_MILLIS = 20;

    private static TestEnvironment environment() {
        return new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS);
    }

    private static CircuitBreaker breaker(boolean open) {
        CircuitBreaker breaker = CircuitBreaker.of("streams");
        if (open) {
            breaker.forceOpen("the test says so");
        }
        return breaker;
    }

    /** A guarded Flux; its failed publisher is a rejection. */
    public static class OfFlux extends PublisherVerification<Long> {
        public OfFlux() {
            super(environment());
        }

        Flux<Long> source(long elements) {
            return Flux.fromIterable(() -> LongStream.range(0, elements).iterator());
        }

        Publisher<Long> guarded(Flux<Long> source, boolean open) {
            return source.transform(ReactorGuard.guard(breaker(open)));
        }

        @Override
        public Publisher<Long> createPublisher(long elements) {
            return guarded(source(elements), false);
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return guarded(source(1), true);
        }
    }

    /** A guarded Flux that signals on another thread. */
    public static final class OfAsynchronousFlux extends OfFlux {
        @Override
        Flux<Long> source(long elements) {
            return super.source(elements).publishOn(Schedulers.parallel());
        }
    }

    /** A guarded Flux with a timeout. */
    public static final class OfTimedFlux extends OfFlux {
        @Override
        Publisher<Long> guarded(Flux<Long> source, boolean open) {
            return source.transform(ReactorGuard.guard(breaker(open), Duration.ofMinutes(1)));
        }
    }

    /** A guarded Mono. */
    public static final class OfMono extends PublisherVerification<Long> {
        public OfMono() {
            super(environment());
        }

        @Override
        public long maxElementsFromPublisher() {
            return 1;
        }

        @Override
        public Publisher<Long> createPublisher(long elements) {
            return Mono.justOrEmpty(elements == 0 ? null : elements).transform(ReactorGuard.guard(breaker(false)));
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return Mono.just(1L).transform(ReactorGuard.guard(breaker(true)));
        }
    }

    /** The subscriber to the source. */
    public static final class OfSubscriber extends SubscriberBlackboxVerification<Long> {
        public OfSubscriber() {
            super(environment());
        }

        @Override
        public Subscriber<Long> createSubscriber() {
            return new GuardedSubscriber<>(
                    new BaseSubscriber<Long>() {}, breaker(false).acquire(), false);
        }

        @Override
        public Long createElement(int element) {
            return (long) element;
        }
    }

    /** The kit skips what is optional, what it cannot test, and what needs more elements than there are. */
    static Stream<Arguments> rules() {
        return Stream.of(
                arguments(OfFlux.class, 31),
                arguments(OfAsynchronousFlux.class, 31),
                arguments(OfTimedFlux.class, 31),
                arguments(OfMono.class, 12),
                arguments(OfSubscriber.class, 11));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldKeepTheRules(Class<?> rules, int passed) {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG testNg = new TestNG(false);
        testNg.setVerbose(0);
        testNg.addListener(results);
        testNg.setTestClasses(new Class<?>[] {rules});
        testNg.run();
        assertThat(results.getFailedTests())
                .as("failed")
                .extracting(ReactiveStreamsTest::text)
                .isEmpty();
        assertThat(results.getConfigurationFailures()).as("not set up").isEmpty();
        assertThat(results.getPassedTests()).as("passed").hasSize(passed);
    }

    private static String text(ITestResult result) {
        return result.getName() + ": " + result.getThrowable();
    }
}
