// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Totals;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whatever sources and subscribers do, and whenever they do it, each permit is settled once. Subscribing, signalling and
 * cancelling race on several threads; nothing depends on which of them wins.
 */
@Tag("C8")
class RandomSubscribersTest {
    private static final int SEEDS = 4;
    private static final int CASES = (Boolean.getBoolean("switchgear.full") ? 1_000_000 : 20_000) / SEEDS;
    private static final int BATCH = 250;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofNanos(20_000);

    /** Short, so that most calls are let in. */
    private static final Duration OPEN = Duration.ofNanos(1_000);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong subscribed = new AtomicLong();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "random",
            c -> c.tripWhen(TripRule.consecutiveFailures(8))
                    .openFor(Backoff.fixed(OPEN))
                    .halfOpen(HalfOpen.probes(2))
                    .abandonedAfter(Duration.ofNanos(100_000))
                    .logChanges(false)));

    /** The end of a source. */
    private enum End {
        COMPLETE,
        FAIL,
        NEVER,
        THROW_AT_ONCE
    }

    /** A source that signals by a script, and stops, mostly, when it is cancelled. */
    private final class Source implements Publisher<Integer>, Subscription {
        private final int elements;
        private final End end;
        private final boolean heedsCancel;
        private volatile boolean cancelled;

        Source(Random random, boolean single) {
            elements = random.nextInt(single ? 2 : 4);
            end = End.values()[random.nextInt(4)];
            heedsCancel = random.nextInt(4) > 0;
        }

        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscribed.incrementAndGet();
            if (end == End.THROW_AT_ONCE) {
                throw new IllegalStateException("the source's");
            }
            subscriber.onSubscribe(this);
            for (int i = 0; i < elements; i++) {
                if (cancelled && heedsCancel) {
                    return;
                }
                subscriber.onNext(i);
            }
            if (cancelled && heedsCancel) {
                return;
            }
            switch (end) {
                case COMPLETE -> subscriber.onComplete();
                case FAIL -> subscriber.onError(new IOException("down"));
                default -> {}
            }
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** A subscriber that may throw, and that another thread may cancel at any time, before it has a subscription too. */
    private static final class Watcher implements CoreSubscriber<Integer> {
        private final boolean throwing;
        private final AtomicInteger ends = new AtomicInteger();
        private volatile Subscription subscription;
        private volatile boolean cancelled;
        private volatile boolean rejected;

        Watcher(boolean throwing) {
            this.throwing = throwing;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            if (cancelled) {
                given.cancel();
            }
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer element) {
            if (throwing) {
                throw new LinkageError("the subscriber's");
            }
        }

        @Override
        public void onError(Throwable thrown) {
            rejected = thrown instanceof CallNotPermittedException;
            ends.incrementAndGet();
        }

        @Override
        public void onComplete() {
            ends.incrementAndGet();
        }

        void cancel() {
            cancelled = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    @AfterEach
    void stopTheThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLoseNoPermit(long seed) throws Exception {
        Random random = new Random(seed);
        long rejected = 0;
        for (int done = 0; done < CASES; done += BATCH) {
            List<Watcher> watchers = batch(random);
            for (Watcher watcher : watchers) {
                assertThat(watcher.ends).as("ends, seed %d", seed).hasValueLessThanOrEqualTo(1);
                rejected += watcher.rejected ? 1 : 0;
            }
        }
        Totals totals = breaker.snapshot().totals();
        assertThat(totals.inFlight()).as("in flight, seed %d", seed).isZero();
        assertThat(totals.admitted())
                .as("%s, seed %d", totals, seed)
                .isPositive()
                .isEqualTo(subscribed.get())
                .isEqualTo(CASES - rejected)
                .isEqualTo(totals.successes()
                        + totals.failures()
                        + totals.ignored()
                        + totals.abandoned()
                        + totals.stale());
        assertThat(totals.rejected().values().stream().mapToLong(n -> n).sum())
                .as("rejected, seed %d", seed)
                .isEqualTo(rejected);
    }

    /** Subscribes many times, each on one thread, while another cancels; in the end everything is cancelled. */
    private List<Watcher> batch(Random random) throws InterruptedException {
        List<Watcher> watchers = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Watcher watcher = new Watcher(random.nextInt(8) == 0);
            Publisher<Integer> guarded = guarded(random);
            watchers.add(watcher);
            tasks.add(() -> guarded.subscribe(watcher));
            if (random.nextBoolean()) {
                tasks.add(tasks.size() - random.nextInt(2), watcher::cancel);
            }
        }
        CountDownLatch done = new CountDownLatch(tasks.size());
        for (Runnable task : tasks) {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (LinkageError thrown) {
                    assertThat(thrown).hasMessage("the subscriber's");
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        watchers.forEach(Watcher::cancel);
        return watchers;
    }

    private Publisher<Integer> guarded(Random random) {
        boolean single = random.nextBoolean();
        Source source = new Source(random, single);
        Publisher<Integer> publisher = single ? Mono.fromDirect(source) : Flux.from(source);
        return switch (random.nextInt(4)) {
            case 0 -> ReactorGuard.<Integer>guard(breaker, LONG).apply(publisher);
            case 1 -> ReactorGuard.<Integer>guard(breaker, SHORT).apply(publisher);
            default -> ReactorGuard.<Integer>guard(breaker).apply(publisher);
        };
    }

    /** The last one is new each time. */
    static LongStream seeds() {
        return LongStream.of(1, 2, 3, System.nanoTime());
    }
}
