// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slow is strictly longer than the threshold, and a flag beside the outcome. */
@Tag("C4")
class SlowCallTest {
    private static final TripRule NEVER = TripRule.when("never", metrics -> false);

    /** Overflows in the middle of each test. */
    private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - 1);

    @ParameterizedTest
    @EnumSource
    void shouldNotCallSlowWhatTakesJustTheThreshold(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(NEVER));

        lasting(way, breaker, Duration.ZERO);
        lasting(way, breaker, Script.SLOW_OVER.minusNanos(1));
        lasting(way, breaker, Script.SLOW_OVER);
        assertThat(breaker.snapshot().metrics().slowCalls()).isZero();

        lasting(way, breaker, Script.SLOW_OVER.plusNanos(1));
        assertThat(breaker.snapshot().metrics().slowCalls()).isEqualTo(1);
        lasting(way, breaker, Duration.ofDays(1));
        assertThat(breaker.snapshot().metrics().slowCalls()).isEqualTo(2);
        assertThat(breaker.snapshot().totals().slow()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlagSuccessesAndFailuresAlike(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(NEVER));

        new Script(way, breaker, ticker).play("S s F f f");

        Metrics metrics = breaker.snapshot().metrics();
        assertThat(metrics.successes()).isEqualTo(2);
        assertThat(metrics.failures()).isEqualTo(3);
        assertThat(metrics.slowCalls()).isEqualTo(3);
        assertThat(metrics.slowCallRate()).hasValue(0.6);
        assertThat(metrics.failureRate()).hasValue(0.6);
        assertThat(breaker.snapshot().totals().slow()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCallAnIgnoredCallSlow(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(NEVER).ignoreAbandonedCalls());

        new Script(way, breaker, ticker).play("i i S");

        assertThat(breaker.snapshot().metrics().slowCalls()).isZero();
        assertThat(breaker.snapshot().totals().slow()).isZero();
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCallNothingSlowWithoutAThreshold(WayIn way) {
        CircuitBreaker breaker =
                CircuitBreaker.of("fast", c -> c.tripWhen(NEVER).ticker(ticker));

        lasting(way, breaker, Duration.ofDays(365));

        assertThat(breaker.snapshot().metrics().successes()).isEqualTo(1);
        assertThat(breaker.snapshot().metrics().slowCalls()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C11")
    void shouldNotAddSlowCallsToFailuresInSeparateRules(WayIn way) {
        CircuitBreaker separate = breaker(c -> c.tripWhen(TripRule.anyOf(
                TripRule.failureRate(0.5).minimumCalls(4),
                TripRule.slowCallRate(0.5).minimumCalls(4))));
        CircuitBreaker combined = breaker(c ->
                c.tripWhen(TripRule.when("failed or slow", m -> 2 * (m.failures() + m.slowCalls()) >= m.calls())
                        .minimumCalls(4)));

        new Script(way, separate, ticker).play("S S F s");
        new Script(way, combined, ticker).play("S S F s");

        assertThat(separate.state()).isEqualTo(State.CLOSED);
        assertThat(combined.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenNothingWithoutARule(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c);

        new Script(way, breaker, ticker).play("s".repeat(50));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlagProbesToo(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.failureCount(1))
                .openFor(Backoff.fixed(Duration.ofSeconds(1)))
                .halfOpen(HalfOpen.probes(3)));
        Script script = new Script(way, breaker, ticker).play("F").pass(Duration.ofSeconds(1));

        lasting(way, breaker, Script.SLOW_OVER);
        assertThat(breaker.snapshot().metrics().slowCalls()).isZero();
        script.play("s");
        assertThat(breaker.snapshot().metrics().slowCalls()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().slow()).isEqualTo(1);
        assertThat(breaker.snapshot().metrics().successes())
                .as("without a slow-call rule slow probes are still successes")
                .isEqualTo(2);
    }

    private void lasting(WayIn way, CircuitBreaker breaker, Duration duration) {
        boolean admitted = new Script(way, breaker, ticker).isAdmitted(() -> {
            ticker.advance(duration);
            return "done";
        });
        assertThat(admitted).isTrue();
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of(
                "slow",
                c -> settings.apply(c.window(Window.lastCalls(100))
                        .slowCallsOver(Script.SLOW_OVER)
                        .ticker(ticker)));
    }
}
