// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One ticker moves everything; the wall clock moves nothing. */
@Tag("C80")
class ManualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** One outage with a window, a wait, a lease and a slow call in it. */
    private static List<Object> path(WayIn way, long startNanos, Runnable eachSecond) {
        Rig rig = new Rig(
                startNanos,
                config -> config.window(Window.last(Duration.ofSeconds(10)))
                        .tripWhen(TripRule.anyOf(
                                TripRule.failureCount(3),
                                TripRule.slowCallRate(1).minimumCalls(2),
                                TripRule.consecutiveFailures(2).spanning(Duration.ofSeconds(3))))
                        .slowCallsOver(SECOND)
                        .openFor(Backoff.exponential(Duration.ofSeconds(4))
                                .upTo(Duration.ofSeconds(9))
                                .jitter(0))
                        .halfOpen(HalfOpen.probes(2).probeTimeout(Duration.ofSeconds(5))));
        List<Object> story = new ArrayList<>();
        for (int second = 0; second < 120; second++) {
            try {
                Outcome outcome = second % 7 < 3 || second > 90 ? Outcome.SUCCESS : Outcome.FAILURE;
                int length = second % 11 == 5 && second < 90 ? 2 : 0;
                rig.call(way, outcome, () -> rig.advance(SECOND.multipliedBy(length)));
                if (second % 13 == 12 && second < 90) {
                    rig.breaker.acquire();
                }
                story.add("passed");
            } catch (CallNotPermittedException rejection) {
                story.add(rejection.reason() + " " + rejection.retryAfter());
            }
            story.add(rig.breaker.state());
            story.add(rig.breaker.snapshot().metrics().calls());
            story.add(rig.breaker.snapshot().nextProbeIn());
            rig.advance(SECOND);
            eachSecond.run();
        }
        rig.changes.forEach(change -> story.add(change.toString()));
        assertThat(rig.path()).as("what happens in it").contains(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.changes.toString()).contains("probe timed out", "slower than 1 s");
        return story;
    }

    static Stream<Arguments> waysAndStarts() {
        return Stream.of(WayIn.values())
                .flatMap(way -> Stream.of(
                                Long.MAX_VALUE,
                                Long.MAX_VALUE - Duration.ofSeconds(35).toNanos(),
                                Long.MAX_VALUE - Duration.ofSeconds(70).toNanos(),
                                Long.MIN_VALUE,
                                -Duration.ofSeconds(50).toNanos(),
                                System.nanoTime())
                        .map(start -> Arguments.of(way, start)));
    }

    @ParameterizedTest
    @MethodSource("waysAndStarts")
    void shouldGoTheSameWayWhereverTheTickerBegins(WayIn way, long start) {
        assertThat(path(way, start, () -> {})).isEqualTo(path(way, 0, () -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoTheSameWayByEachWayIn(WayIn way) {
        assertThat(path(way, 0, () -> {})).isEqualTo(path(WayIn.CALL, 0, () -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT5S", "PT5S", "-PT1H", "PT1H", "-P9000D"})
    void shouldNotCareWhenTheWallClockSteps(Duration step) {
        AtomicReference<Instant> wall = new AtomicReference<>(Rig.START);
        ManualTicker ticker = new ManualTicker();
        Rig rig = new Rig(config -> config.window(Window.last(Duration.ofSeconds(10)))
                .tripWhen(TripRule.failureCount(2))
                .ticker(ticker)
                .instantSource(wall::get));
        rig.breaker.acquire().failure();
        ticker.advance(Duration.ofSeconds(8));
        wall.updateAndGet(now -> now.plus(step));
        assertThat(rig.breaker.snapshot().metrics().failures()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().inStateFor()).isEqualTo(Duration.ofSeconds(8));
        rig.trip();

        wall.updateAndGet(now -> now.plus(step));
        ticker.advance(Rig.WAIT.minus(Rig.TICK));
        assertThat(rig.rejected(WayIn.CALL).retryAfter()).contains(Rig.TICK);
        ticker.advance(Rig.TICK);
        Permit probe = rig.breaker.acquire();
        wall.updateAndGet(now -> now.plus(step));
        ticker.advance(Rig.LEASE.minus(Rig.TICK));
        assertThat(rig.rejected(WayIn.CALL).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        probe.success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheInstantsOfTheInjectedSource(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.advance(Duration.ofMinutes(5));
        rig.call(way, Outcome.FAILURE);
        rig.advance(SECOND);
        assertThat(rig.changes.get(0).at()).isEqualTo(Rig.START.plusSeconds(300));
        assertThat(rig.rejected(way).since()).isEqualTo(Rig.START.plusSeconds(300));
        assertThat(rig.breaker.snapshot().takenAt()).isEqualTo(Rig.START.plusSeconds(301));
        assertThat(rig.breaker.snapshot().since()).isEqualTo(Rig.START.plusSeconds(300));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStandStillWithTheTicker(WayIn way) {
        Rig rig = new Rig(config -> config.openFor(Backoff.fixed(Rig.TICK)));
        rig.call(way, Outcome.FAILURE);
        for (int i = 0; i < 1_000; i++) {
            assertThat(rig.rejected(way).retryAfter()).contains(Rig.TICK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeALongPauseAsTimeThatHasPassed(WayIn way) {
        Rig rig = new Rig(
                config -> config.window(Window.last(Duration.ofSeconds(10))).tripWhen(TripRule.failureCount(2)));
        rig.call(way, Outcome.FAILURE);
        rig.advance(Duration.ofDays(400));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).as("the first is long gone").isEqualTo(State.CLOSED);
        rig.call(way, Outcome.FAILURE);
        rig.advance(Duration.ofDays(400));
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(Duration.ofDays(400)));
        assertThat(rig.breaker.state()).as("the lease ended in the pause").isEqualTo(State.HALF_OPEN);
    }
}
