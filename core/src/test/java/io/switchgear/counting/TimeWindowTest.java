// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.model.NaiveWindow;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A time window holds the calls of the last T: each for at least T less one bucket, and at most T. */
@Tag("C10")
class TimeWindowTest {

    /** Origins of the ticker. The second and third overflow within the test. */
    private static final List<Long> ORIGINS =
            List.of(0L, Long.MAX_VALUE - 50, Long.MAX_VALUE, Long.MIN_VALUE, -1_000_000_007L);

    static Stream<Window.LastTime> shapes() {
        return Stream.of(
                Window.last(Duration.ofSeconds(10)),
                Window.last(Duration.ofSeconds(70)).buckets(7),
                Window.last(Duration.ofSeconds(10)).buckets(7),
                Window.last(Duration.ofSeconds(1)).buckets(1),
                Window.last(Duration.ofMillis(50)).buckets(3),
                Window.last(Duration.ofNanos(1)).buckets(1),
                Window.last(Duration.ofNanos(10)),
                Window.last(Duration.ofNanos(70)).buckets(7),
                Window.last(Duration.ofNanos(1_000)).buckets(1_000),
                Window.last(Duration.ofDays(365)).buckets(12));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldHoldWhatTheNaiveWindowHolds(Window.LastTime shape) {
        long span = shape.span().toNanos();
        long bucket = span / shape.buckets();
        for (long seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long origin = ORIGINS.get((int) seed % ORIGINS.size());
            SlidingWindow window = SlidingWindow.of(shape, origin);
            NaiveWindow naive = new NaiveWindow();
            long now = origin;
            for (int call = 0; call < 200; call++) {
                now += step(random, span, bucket);
                if (random.nextInt(3) > 0) {
                    int kind = random.nextInt(CallCounts.KINDS);
                    window.record(kind, now);
                    naive.record(kind, now);
                }
                CallCounts held = window.counts(now);
                String at = "seed " + seed + ", call " + call + ": " + held;
                assertBetween(
                        naive.youngerThan(span - bucket - span % shape.buckets(), now),
                        held,
                        naive.youngerThan(span, now),
                        at);
                if (span % shape.buckets() == 0) {
                    assertThat(held).as(at).isEqualTo(naive.inBuckets(shape.buckets(), bucket, origin, now));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldNotBeChangedByReading(Window.LastTime shape) {
        long span = shape.span().toNanos();
        for (long seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SlidingWindow read = SlidingWindow.of(shape, 0);
            SlidingWindow unread = SlidingWindow.of(shape, 0);
            long now = 0;
            for (int call = 0; call < 100; call++) {
                long step = step(random, span, span / shape.buckets());
                for (int part = 1; part <= 3; part++) {
                    CallCounts seen = read.counts(now + step / 3 * part);
                    assertThat(read.counts(now + step / 3 * part)).isEqualTo(seen);
                }
                now += step;
                int kind = random.nextInt(CallCounts.KINDS);
                read.record(kind, now);
                unread.record(kind, now);
            }
            assertThat(read.counts(now)).as("seed %d", seed).isEqualTo(unread.counts(now));
        }
    }

    /** Nanosecond by nanosecond through two laps of a window of 7 buckets of 10 ns. */
    @Test
    void shouldKeepACallForTheSpanLessAtMostABucket() {
        long span = 70;
        long bucket = 10;
        for (long origin : ORIGINS) {
            TreeSet<Long> leavingTimes = new TreeSet<>();
            for (long bookedAt = 0; bookedAt < 2 * span; bookedAt++) {
                SlidingWindow window =
                        SlidingWindow.of(Window.last(Duration.ofNanos(span)).buckets(7), origin);
                window.record(CallCounts.FAST_FAILURE, origin + bookedAt);
                long age = 0;
                while (window.counts(origin + bookedAt + age).failures() == 1) {
                    age++;
                }
                assertThat(age).as("age at which a call of %d leaves", bookedAt).isBetween(span - bucket + 1, span);
                assertThat(window.counts(origin + bookedAt + age).calls()).isZero();
                leavingTimes.add(bookedAt + age);
            }
            assertThat(leavingTimes).as("buckets leave one by one").hasSize(14);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldBeRightAfterIdleGaps(Window.LastTime shape) {
        long span = shape.span().toNanos();
        for (long origin : ORIGINS) {
            for (double gap : new double[] {1.0, 1.3, 10}) {
                SlidingWindow window = SlidingWindow.of(shape, origin);
                window.record(CallCounts.FAST_FAILURE, origin);
                window.record(CallCounts.SLOW_SUCCESS, origin);
                long now = origin + (long) Math.ceil(gap * span);
                assertThat(window.counts(now)).as("gap of %s windows", gap).isEqualTo(CallCounts.NONE);

                window.record(CallCounts.SLOW_FAILURE, now);
                assertThat(window.counts(now)).as("first call after it").isEqualTo(new CallCounts(0, 0, 0, 1));
                long later = now + (long) Math.ceil(gap * span);
                window.record(CallCounts.FAST_SUCCESS, later);
                assertThat(window.counts(later)).as("and again").isEqualTo(new CallCounts(1, 0, 0, 0));
            }
        }
    }

    @Test
    void shouldSeeABurstAcrossTheEdgeOfABucket() {
        SlidingWindow window = SlidingWindow.of(Window.last(Duration.ofSeconds(10)), 0);
        long edge = Duration.ofSeconds(3).toNanos();
        window.record(CallCounts.FAST_FAILURE, edge - 1);
        window.record(CallCounts.FAST_FAILURE, edge);

        assertThat(window.counts(edge).failures()).isEqualTo(2);
        assertThat(window.counts(edge + Duration.ofSeconds(9).toNanos() - 1).failures())
                .isEqualTo(2);
        assertThat(window.counts(edge + Duration.ofSeconds(9).toNanos()).failures())
                .isEqualTo(1);
        assertThat(window.counts(edge + Duration.ofSeconds(10).toNanos() - 1).failures())
                .isEqualTo(1);
        assertThat(window.counts(edge + Duration.ofSeconds(10).toNanos()).failures())
                .isZero();
    }

    /** Threads read the clock before they book, so a time can come after a later one. */
    @Test
    void shouldCountACallThatComesWithAnEarlierTime() {
        long second = Duration.ofSeconds(1).toNanos();
        SlidingWindow window = SlidingWindow.of(Window.last(Duration.ofSeconds(10)), 0);
        window.record(CallCounts.FAST_SUCCESS, 5 * second);
        window.record(CallCounts.FAST_FAILURE, 5 * second - 1);
        window.record(CallCounts.FAST_FAILURE, 2 * second);

        assertThat(window.counts(5 * second)).isEqualTo(new CallCounts(1, 0, 2, 0));
        assertThat(window.counts(2 * second).calls())
                .as("a reader that is behind")
                .isBetween(0L, 3L);
        assertThat(window.counts(15 * second)).isEqualTo(CallCounts.NONE);
    }

    private static long step(SplittableRandom random, long span, long bucket) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return random.nextLong(bucket + 1);
        }
        if (dice < 85) {
            return random.nextInt(4) * bucket;
        }
        return dice < 97 ? random.nextLong(span + 1) : new long[] {span, span + span / 10 * 3, 10 * span}[dice - 97];
    }

    private static void assertBetween(CallCounts least, CallCounts held, CallCounts most, String at) {
        assertThat(held.fastSuccesses()).as(at).isBetween(least.fastSuccesses(), most.fastSuccesses());
        assertThat(held.slowSuccesses()).as(at).isBetween(least.slowSuccesses(), most.slowSuccesses());
        assertThat(held.fastFailures()).as(at).isBetween(least.fastFailures(), most.fastFailures());
        assertThat(held.slowFailures()).as(at).isBetween(least.slowFailures(), most.slowFailures());
    }
}
