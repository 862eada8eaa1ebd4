// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.model.NaiveWindow;
import io.switchgear.rig.Threads;
import io.switchgear.window.Window;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A count window holds the last N calls, in the order in which they claimed their slots. */
@Tag("C10")
class CountWindowTest {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 4, 7, 10, 64, 100, 257);

    static Stream<Long> seeds() {
        return new SplittableRandom(10).longs(20).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldHoldWhatTheNaiveWindowHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int size : SIZES) {
            SlidingWindow window = window(size);
            NaiveWindow naive = new NaiveWindow();
            int badShare = random.nextInt(1, 101);
            for (int call = 0; call < 5 * size + 20; call++) {
                int kind = random.nextInt(100) < badShare ? random.nextInt(CallCounts.KINDS) : CallCounts.FAST_SUCCESS;
                long anyTime = random.nextLong();
                window.record(kind, anyTime);
                naive.record(kind, anyTime);
                assertThat(window.counts(random.nextLong()))
                        .as("size %d, call %d", size, call)
                        .isEqualTo(naive.last(size));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldNotBeChangedByReading(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int size : SIZES) {
            SlidingWindow read = window(size);
            SlidingWindow unread = window(size);
            for (int call = 0; call < 3 * size + 1; call++) {
                int kind = random.nextInt(CallCounts.KINDS);
                read.record(kind, call);
                unread.record(kind, call);
                assertThat(read.counts(call)).isEqualTo(read.counts(call));
            }
            assertThat(read.counts(0)).isEqualTo(unread.counts(0));
        }
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(window(1).counts(0)).isEqualTo(CallCounts.NONE);
        assertThat(window(1_000_000).counts(0)).isEqualTo(CallCounts.NONE);
    }

    @Test
    void shouldDropTheOldestCallAndNoOther() {
        SlidingWindow window = window(3);
        window.record(CallCounts.SLOW_FAILURE, 0);
        window.record(CallCounts.FAST_FAILURE, 0);
        window.record(CallCounts.SLOW_SUCCESS, 0);
        assertThat(window.counts(0)).isEqualTo(new CallCounts(0, 1, 1, 1));

        window.record(CallCounts.FAST_SUCCESS, 0);
        assertThat(window.counts(0)).isEqualTo(new CallCounts(1, 1, 1, 0));
        window.record(CallCounts.FAST_SUCCESS, 0);
        assertThat(window.counts(0)).isEqualTo(new CallCounts(2, 1, 0, 0));
        window.record(CallCounts.FAST_SUCCESS, 0);
        assertThat(window.counts(0)).isEqualTo(new CallCounts(3, 0, 0, 0));
    }

    @Test
    void shouldHoldAsManyCallsAsItMay() {
        int size = 1_000_000;
        for (int kind : new int[] {CallCounts.SLOW_SUCCESS, CallCounts.FAST_FAILURE, CallCounts.SLOW_FAILURE}) {
            SlidingWindow window = window(size);
            CallCounts all = CallCounts.NONE;
            for (int call = 0; call < size; call++) {
                window.record(kind, 0);
                all = all.plus(kind);
            }
            assertThat(window.counts(0)).isEqualTo(all);
        }
    }

    /** The last calls of a round race for their slots; one that lost its place to a newer call may not take it back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldHoldJustTheLastCallsWhenWritersOvertakeEachOther(int size) throws Exception {
        SlidingWindow window = window(size);
        Threads.race(10_000, (racer, round) -> {
            for (int call = 0; call <= size; call++) {
                window.record(CallCounts.FAST_FAILURE, 0);
            }
            return () -> assertThat(window.counts(0)).as("round %d", round).isEqualTo(new CallCounts(0, 0, size, 0));
        });
        assertThat(window.counts(0).failures()).isEqualTo(size);
    }

    @Test
    void shouldNeverShowANegativeFigureWhileWritersAreOnTheWay() throws Exception {
        int size = 10_000;
        for (int round = 0; round < 6; round++) {
            SlidingWindow window = window(size);
            int laps = round % 2 + 1;
            Threads.run(List.of("writer", "reader"), task -> {
                for (int call = 0; call < laps * size && task.equals("writer"); call++) {
                    window.record(CallCounts.SLOW_FAILURE, 0);
                }
                CallCounts seen;
                do {
                    seen = window.counts(0);
                    assertThat(seen.calls()).isBetween(0L, (long) size);
                    assertThat(seen.slowFailures()).isBetween(0L, seen.calls());
                    assertThat(seen.fastSuccesses()).isNotNegative();
                } while (seen.calls() < size);
                return null;
            });
            assertThat(window.counts(0)).isEqualTo(new CallCounts(0, 0, 0, size));
        }
    }

    private static SlidingWindow window(int size) {
        return SlidingWindow.of(Window.lastCalls(size), 0);
    }
}
