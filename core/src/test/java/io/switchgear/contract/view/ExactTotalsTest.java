// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.Totals;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many threads at once, through all ways in: nothing is counted twice, nothing is lost. */
class ExactTotalsTest {
    private static final int THREADS = 100;
    private static final int CALLS = 10_000;
    private static final int WINDOW = 500;
    private static final List<Integer> ALL = IntStream.range(0, THREADS).boxed().toList();
    private static final WayIn[] WAYS = WayIn.values();
    private static final Exception FAILURE = new IOException("broken");
    private static final Exception IGNORED = new CancellationException("not wanted any more");

    private final ManualTicker ticker = new ManualTicker();

    @Test
    @Tag("C2")
    @Tag("C10")
    @Tag("C70")
    void shouldCountEachOfAMillionCallsOnceAndHoldTheLastCalls() throws Exception {
        CircuitBreaker breaker = breaker(Window.lastCalls(WINDOW));
        CyclicBarrier quiet = new CyclicBarrier(THREADS, () -> {
            Metrics metrics = breaker.snapshot().metrics();
            assertThat(metrics.calls()).isEqualTo(WINDOW);
            assertThat(metrics.successes()).isNotNegative();
            assertThat(metrics.failures()).isNotNegative();
        });
        Threads.run(ALL, thread -> {
            for (int i = 0; i < CALLS; i++) {
                call(breaker, thread + i, i % 20);
            }
            quiet.await();
            for (int i = 0; i < WINDOW / THREADS; i++) {
                call(breaker, thread + i, 0);
            }
            return null;
        });

        Snapshot after = breaker.snapshot();
        assertThat(after.metrics().failures()).as("the last calls all failed").isEqualTo(WINDOW);
        assertThat(after.metrics().successes()).isZero();
        assertThat(after.totals().admitted()).isEqualTo((long) THREADS * CALLS + WINDOW);
        assertThat(after.totals().failures()).isEqualTo((long) THREADS * CALLS / 10 + WINDOW);
        assertThat(after.totals().ignored()).isEqualTo((long) THREADS * CALLS / 20);
        assertThat(after.totals().successes()).isEqualTo((long) THREADS * CALLS / 20 * 17);
        assertThat(after.totals().stale()).isZero();
        assertThat(after.inFlight()).isZero();

        for (int i = 0; i < WINDOW; i++) {
            call(breaker, i, i % 5 == 0 ? 0 : 5);
        }
        assertThat(breaker.snapshot().metrics().failures()).isEqualTo(WINDOW / 5);
    }

    @Test
    @Tag("C10")
    void shouldLoseNoCallOfATimeWindowWhileItsBucketsMoveOn() throws Exception {
        CircuitBreaker breaker = breaker(Window.last(Duration.ofSeconds(1_000)).buckets(1_000));
        Duration tenthOfABucket = Duration.ofMillis(100);
        Threads.run(ALL, thread -> {
            for (int i = 0; i < CALLS / 10; i++) {
                call(breaker, i, i % 20);
                if (thread < 8) {
                    ticker.advance(tenthOfABucket);
                }
            }
            return null;
        });

        Metrics metrics = breaker.snapshot().metrics();
        assertThat(metrics.failures()).isEqualTo(THREADS * CALLS / 100);
        assertThat(metrics.successes()).isEqualTo(THREADS * CALLS / 200 * 17);
        ticker.advance(Duration.ofSeconds(1_000));
        assertThat(breaker.snapshot().metrics().calls()).isZero();
    }

    @Test
    @Tag("C1")
    @Tag("C70")
    void shouldBalanceWhileTheBreakerOpensAndCloses() throws Exception {
        CircuitBreaker breaker = CircuitBreaker.of(
                "to and fro",
                c -> c.window(Window.lastCalls(20))
                        .tripWhen(TripRule.failureRate(0.5).minimumCalls(5))
                        .openFor(Backoff.fixed(Duration.ofMillis(1)))
                        .ticker(ticker));
        AtomicInteger changes = new AtomicInteger();
        breaker.onStateChange(change -> changes.incrementAndGet());
        LongAdder ran = new LongAdder();
        LongAdder failed = new LongAdder();
        Threads.run(ALL, thread -> {
            for (int i = 0; i < CALLS / 10; i++) {
                int sort = (i / 50 + thread) % 3 == 0 ? 0 : 5;
                try {
                    WAYS[(thread + i) % WAYS.length].through(breaker, () -> {
                        ran.increment();
                        return result(sort);
                    });
                } catch (IOException thrown) {
                    failed.increment();
                } catch (CallNotPermittedException rejected) {
                    ticker.advance(Duration.ofNanos(10_000));
                }
                Snapshot seen = breaker.snapshot();
                assertThat(seen.inFlight()).isNotNegative();
                assertThat(seen.metrics().calls()).isBetween(0L, 20L);
            }
            return null;
        });

        Totals totals = breaker.snapshot().totals();
        assertThat(totals.admitted()).isEqualTo(ran.sum());
        assertThat(totals.inFlight()).isZero();
        assertThat(totals.successes() + totals.failures() + totals.ignored() + totals.stale())
                .isEqualTo(ran.sum());
        assertThat(totals.failures()).isLessThanOrEqualTo(failed.sum());
        assertThat(failed.sum() - totals.failures()).as("late failures").isLessThanOrEqualTo(totals.stale());
        assertThat(changes).as("the test has seen changes").hasValueGreaterThan(10);
    }

    @Test
    @Tag("C70")
    void shouldCountWhatIsUnderWay() throws Exception {
        CircuitBreaker breaker = breaker(Window.lastCalls(WINDOW));
        CyclicBarrier inside = new CyclicBarrier(THREADS, () -> {
            assertThat(breaker.snapshot().inFlight()).isEqualTo(THREADS);
            assertThat(breaker.snapshot().totals().admitted()).isEqualTo(THREADS);
            assertThat(breaker.snapshot().metrics().calls()).isZero();
        });

        Threads.run(ALL, thread -> WAYS[thread % WAYS.length].through(breaker, inside::await));

        assertThat(breaker.snapshot().inFlight()).isZero();
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(THREADS);
    }

    /** Of twenty sorts two fail, one is ignored, seventeen succeed. */
    private static Object result(int sort) throws Exception {
        if (sort < 2) {
            throw FAILURE;
        }
        if (sort == 2) {
            throw IGNORED;
        }
        return "fine";
    }

    private static void call(CircuitBreaker breaker, int way, int sort) throws Exception {
        try {
            WAYS[way % WAYS.length].through(breaker, () -> result(sort));
        } catch (IOException | CancellationException thrown) {
            assertThat(thrown).isSameAs(sort < 2 ? FAILURE : IGNORED);
        }
    }

    private CircuitBreaker breaker(Window window) {
        return CircuitBreaker.of(
                "busy",
                c -> c.window(window)
                        .tripWhen(TripRule.when("never", metrics -> false))
                        .ticker(ticker));
    }
}
