// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run of failures is ended by a success and by nothing else. */
@Tag("C11")
class ConsecutiveFailuresTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - SECOND.toNanos());

    @ParameterizedTest
    @EnumSource
    void shouldBeEndedByASuccess(WayIn way) {
        CircuitBreaker breaker = breaker(Window.lastCalls(100), TripRule.consecutiveFailures(3));
        Script script = new Script(way, breaker, ticker).play("FFSFFsFF");
        assertThat(breaker.snapshot().metrics().consecutiveFailures()).isEqualTo(2);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        script.play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeEndedByAnIgnoredCall(WayIn way) {
        CircuitBreaker breaker = breaker(Window.lastCalls(100), TripRule.consecutiveFailures(3));

        new Script(way, breaker, ticker).play("F III F I");
        assertThat(breaker.snapshot().metrics().consecutiveFailures()).isEqualTo(2);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        new Script(way, breaker, ticker).play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotDecayWithTheWindow(WayIn way) {
        for (Window window : new Window[] {Window.last(SECOND), Window.lastCalls(1), Window.lastCalls(2)}) {
            CircuitBreaker breaker = breaker(window, TripRule.consecutiveFailures(5));
            Script script = new Script(way, breaker, ticker);
            for (int i = 0; i < 4; i++) {
                script.play("F").pass(Duration.ofHours(1));
            }
            assertThat(breaker.snapshot().metrics().consecutiveFailures()).isEqualTo(4);
            assertThat(breaker.snapshot().metrics().consecutiveFailuresSpan()).isEqualTo(Duration.ofHours(3));
            assertThat(breaker.state()).isEqualTo(State.CLOSED);

            script.play("F");
            assertThat(breaker.state()).isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpanTheTimeFromTheFirstToTheLastFailure(WayIn way) {
        CircuitBreaker breaker =
                breaker(Window.lastCalls(100), TripRule.consecutiveFailures(3).spanning(SECOND));
        Script script = new Script(way, breaker, ticker);

        script.play("FFFFFF").pass(SECOND.minusNanos(1)).play("FF");
        assertThat(breaker.snapshot().metrics().consecutiveFailuresSpan()).isEqualTo(SECOND.minusNanos(1));
        assertThat(breaker.state()).as("long enough in calls, not in time").isEqualTo(State.CLOSED);
        script.pass(Duration.ofNanos(1));
        assertThat(breaker.state()).as("time alone trips nothing").isEqualTo(State.CLOSED);
        script.play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginItsSpanAnewAfterASuccess(WayIn way) {
        CircuitBreaker breaker =
                breaker(Window.lastCalls(100), TripRule.consecutiveFailures(2).spanning(SECOND));
        Script script = new Script(way, breaker, ticker);

        script.play("F").pass(SECOND).play("S F").pass(SECOND.dividedBy(2)).play("F");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        script.play("S").pass(SECOND).play("F");
        assertThat(breaker.snapshot().metrics().consecutiveFailuresSpan()).isZero();
        script.pass(SECOND).play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTripByDefaultOnFiveThatSpanASecond(WayIn way) {
        CircuitBreaker breaker = CircuitBreaker.of("default", c -> c.ticker(ticker));
        Script script = new Script(way, breaker, ticker);

        script.play("FFFF").pass(SECOND);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        script.play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTripByDefaultOnHalfOfTenCalls(WayIn way) {
        CircuitBreaker breaker = CircuitBreaker.of("default", c -> c.ticker(ticker));

        new Script(way, breaker, ticker).play("SFSFSFSFS");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        new Script(way, breaker, ticker).play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    private CircuitBreaker breaker(Window window, TripRule rule) {
        return CircuitBreaker.of(
                "run",
                c -> c.window(window)
                        .tripWhen(rule)
                        .slowCallsOver(Script.SLOW_OVER)
                        .ticker(ticker));
    }
}
