// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.counting.CallCounts;
import io.switchgear.model.NaiveWindow;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a closed breaker looks back on, seen from outside. */
@Tag("C10")
class SlidingWindowTest {
    private static final TripRule NEVER = TripRule.when("never", metrics -> false);

    private final AtomicReference<Instant> wallClock = new AtomicReference<>(Instant.EPOCH);
    private ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @EnumSource
    void shouldHoldTheLastCallsOverSeveralLaps(WayIn way) {
        SplittableRandom random = new SplittableRandom(way.name().hashCode());
        for (int size : new int[] {1, 3, 10}) {
            CircuitBreaker breaker = breaker(Window.lastCalls(size));
            Script script = new Script(way, breaker, ticker);
            NaiveWindow naive = new NaiveWindow();
            for (int call = 0; call < 6 * size; call++) {
                char outcome = "SFIsfi".charAt(random.nextInt(6));
                script.play(String.valueOf(outcome)).pass(Duration.ofHours(random.nextInt(3)));
                if (Character.toUpperCase(outcome) != 'I') {
                    naive.record(CallCounts.kind("Ff".indexOf(outcome) >= 0, Character.isLowerCase(outcome)), 0);
                }
                assertHolds(breaker, naive.last(size));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetWhatIsOlderThanTheTimeWindow(WayIn way) {
        for (long origin :
                new long[] {0, Long.MAX_VALUE - Duration.ofSeconds(15).toNanos(), -5, Long.MIN_VALUE}) {
            ticker = new ManualTicker(origin);
            CircuitBreaker breaker = breaker(Window.last(Duration.ofSeconds(10)));
            Script script = new Script(way, breaker, ticker);

            script.play("FFS").pass(Duration.ofSeconds(5)).play("F");
            assertHolds(breaker, new CallCounts(1, 0, 3, 0));
            ticker.advance(Duration.ofSeconds(4));
            assertHolds(breaker, new CallCounts(1, 0, 3, 0));
            ticker.advance(Duration.ofSeconds(1));
            assertHolds(breaker, new CallCounts(0, 0, 1, 0));
            script.pass(Duration.ofSeconds(13)).play("S");
            assertHolds(breaker, new CallCounts(1, 0, 0, 0));
            ticker.advance(Duration.ofSeconds(100));
            assertHolds(breaker, CallCounts.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepACountWindowHoweverLongNothingComes(WayIn way) {
        CircuitBreaker breaker = breaker(Window.lastCalls(4));

        new Script(way, breaker, ticker).play("F S F").pass(Duration.ofDays(1_000));

        assertHolds(breaker, new CallCounts(1, 0, 2, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBookACallWhenItIsSettled(WayIn way) {
        CircuitBreaker breaker = breaker(Window.last(Duration.ofSeconds(10)));
        Script script = new Script(way, breaker, ticker);

        script.isAdmitted(() -> {
            ticker.advance(Duration.ofSeconds(60));
            assertHolds(breaker, CallCounts.NONE);
            return "long";
        });
        assertHolds(breaker, new CallCounts(0, 1, 0, 0));
        ticker.advance(Duration.ofSeconds(9));
        assertHolds(breaker, new CallCounts(0, 1, 0, 0));
        ticker.advance(Duration.ofSeconds(1));
        assertHolds(breaker, CallCounts.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldTheLastCallsInTheOrderInWhichTheyEnded(WayIn way) {
        CircuitBreaker breaker = breaker(Window.lastCalls(1));
        Script script = new Script(way, breaker, ticker);

        script.isAdmitted(() -> {
            script.play("F");
            return "begun first, ended last";
        });

        assertHolds(breaker, new CallCounts(1, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotMindStepsOfTheWallClock(WayIn way) {
        for (Window window : new Window[] {Window.last(Duration.ofSeconds(10)), Window.lastCalls(10)}) {
            CircuitBreaker breaker = breaker(window);
            Script script = new Script(way, breaker, ticker).play("FS");

            for (Duration step : new Duration[] {Duration.ofHours(1), Duration.ofSeconds(-5), Duration.ofDays(-2)}) {
                wallClock.updateAndGet(instant -> instant.plus(step));
                assertHolds(breaker, new CallCounts(1, 0, 1, 0));
            }
            script.play("F");
            assertHolds(breaker, new CallCounts(1, 0, 2, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeChangedByLooking(WayIn way) {
        for (Window window : new Window[] {Window.last(Duration.ofSeconds(10)), Window.lastCalls(5)}) {
            ticker = new ManualTicker();
            ManualTicker otherTicker = new ManualTicker();
            CircuitBreaker watched = breaker(window);
            CircuitBreaker unwatched = breaker(window, otherTicker);
            SplittableRandom random = new SplittableRandom(way.name().hashCode());
            for (int call = 0; call < 60; call++) {
                String outcome = "SFIsfi".substring(call % 6, call % 6 + 1);
                Duration pause = Duration.ofMillis(random.nextInt(2_500));
                new Script(way, watched, ticker).play(outcome).pass(pause);
                new Script(way, unwatched, otherTicker).play(outcome).pass(pause);
                assertThat(watched.snapshot().metrics())
                        .isEqualTo(watched.snapshot().metrics());
                watched.snapshot().toMap();
                watched.state();
            }
            assertThat(watched.snapshot().metrics())
                    .isEqualTo(unwatched.snapshot().metrics());
            assertThat(watched.snapshot().totals())
                    .isEqualTo(unwatched.snapshot().totals());
        }
    }

    private CircuitBreaker breaker(Window window) {
        return breaker(window, ticker);
    }

    private CircuitBreaker breaker(Window window, ManualTicker time) {
        InstantSource instants = wallClock::get;
        return CircuitBreaker.of(
                "window",
                c -> c.window(window)
                        .tripWhen(NEVER)
                        .slowCallsOver(Script.SLOW_OVER)
                        .ticker(time)
                        .instantSource(instants));
    }

    private static void assertHolds(CircuitBreaker breaker, CallCounts expected) {
        Metrics metrics = breaker.snapshot().metrics();
        assertThat(metrics.successes()).isEqualTo(expected.successes());
        assertThat(metrics.failures()).isEqualTo(expected.failures());
        assertThat(metrics.slowCalls()).isEqualTo(expected.slowSuccesses() + expected.slowFailures());
        assertThat(metrics.slowSuccesses()).isEqualTo(expected.slowSuccesses());
        assertThat(metrics.slowFailures()).isEqualTo(expected.slowFailures());
        assertThat(metrics.calls()).isEqualTo(expected.calls());
    }
}
