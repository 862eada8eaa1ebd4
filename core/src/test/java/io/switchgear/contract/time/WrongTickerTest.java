// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is not what it should be: it leaps, or it goes back a little. */
@Tag("C10")
@Tag("C22")
@Tag("C31")
@Tag("C80")
class WrongTickerTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @EnumSource
    void shouldTakeALeapOfADayAsADay(WayIn way) {
        Rig rig = new Rig(
                config -> config.window(Window.last(Duration.ofSeconds(10))).ramp(Ramp.over(Duration.ofSeconds(20))));
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(DAY));
        assertThat(rig.breaker.snapshot().metrics().successes()).isEqualTo(1);
        rig.advance(DAY);
        assertThat(rig.breaker.snapshot().metrics().calls()).as("forgotten").isZero();
        rig.call(way, Outcome.FAILURE, () -> rig.advance(DAY));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);

        rig.advance(DAY);
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(DAY));
        assertThat(rig.path()).as("the lease was over").endsWith(State.HALF_OPEN, State.OPEN, State.HALF_OPEN);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.snapshot().rampShare()).hasValue(0.1);
        rig.advance(DAY);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
        assertThat(rig.breaker.snapshot().inStateFor()).isEqualTo(DAY.minusSeconds(20));
    }

    /** Not allowed to a ticker, but virtual machines that are moved and clocks that are simulated have done it. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 300, Long.MIN_VALUE + 300})
    void shouldNeitherWedgeNorCountBelowNothingWhenTimeGoesBackALittle(long start) {
        for (int seed = 0; seed < 200; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            AtomicLong nanos = new AtomicLong(start);
            CircuitBreaker breaker = breaker(random, nanos);
            List<Permit> out = new ArrayList<>();
            List<State> path = new ArrayList<>();
            breaker.onStateChange(change -> path.add(change.to()));
            for (int step = 0; step < 300; step++) {
                nanos.addAndGet(random.nextInt(4) == 0 ? -random.nextInt(20) : random.nextInt(15));
                if (random.nextBoolean()) {
                    breaker.tryAcquire().ifPresent(out::add);
                } else if (!out.isEmpty()) {
                    settle(out.remove(random.nextInt(out.size())), random.nextInt(3));
                }
                assertNothingBelowZero(breaker.snapshot());
            }
            out.forEach(Permit::success);
            assertThat(breaker.snapshot().inFlight()).isZero();
            assertThat(path).contains(State.OPEN, State.HALF_OPEN);
            for (int call = 0; breaker.state() != State.CLOSED; call++) {
                nanos.addAndGet(50);
                breaker.tryAcquire().ifPresent(Permit::success);
                assertThat(call).as("calls until it is closed").isLessThan(20);
            }
        }
    }

    private static CircuitBreaker breaker(RandomGenerator random, AtomicLong nanos) {
        Window window = random.nextBoolean()
                ? Window.lastCalls(5)
                : Window.last(Duration.ofNanos(40)).buckets(4);
        Ramp ramp = random.nextBoolean() ? Ramp.off() : Ramp.over(Duration.ofNanos(60));
        return CircuitBreaker.of(
                "wrong",
                c -> c.window(window)
                        .tripWhen(TripRule.anyOf(
                                TripRule.failureCount(3),
                                TripRule.consecutiveFailures(2).spanning(Duration.ofNanos(10)),
                                TripRule.stuckCalls(3, Duration.ofNanos(50))))
                        .slowCallsOver(Duration.ofNanos(10))
                        .openFor(Backoff.fixed(Duration.ofNanos(20)))
                        .halfOpen(HalfOpen.probes(2).probeTimeout(Duration.ofNanos(30)))
                        .ramp(ramp)
                        .ticker(nanos::get));
    }

    private static void settle(Permit permit, int how) {
        switch (how) {
            case 0 -> permit.ignore();
            case 1 -> permit.failure();
            default -> permit.success();
        }
    }

    private static void assertNothingBelowZero(Snapshot snapshot) {
        Metrics metrics = snapshot.metrics();
        assertThat(List.of(metrics.successes(), metrics.failures(), metrics.slowCalls(), metrics.stuckCalls()))
                .allMatch(count -> count >= 0);
        assertThat(metrics.consecutiveFailuresSpan()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(metrics.slowCalls()).isLessThanOrEqualTo(metrics.calls());
        assertThat(snapshot.inStateFor()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(snapshot.inFlight()).isNotNegative();
        snapshot.nextProbeIn().ifPresent(left -> assertThat(left).isGreaterThanOrEqualTo(Duration.ZERO));
        snapshot.rampShare().ifPresent(share -> assertThat(share).isBetween(0.1, 1.0));
    }
}
