// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static io.switchgear.recovery.Shedding.excess;
import static io.switchgear.trip.TripRule.allOf;
import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.stuckCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each illegal setting of the ramp, the shedding, the first state, the scheduler and the stuck-calls rule is named with the way out. */
@Tag("C60")
class RampStartAndTimerCheckTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration ENDLESS = ConfigCheckTest.ENDLESS;

    static Stream<ConfigCheckTest.Mistake> mistakes() {
        return Stream.of(
                mistake(c -> c.ramp(null), "ramp(null)", "leave the setting out"),
                mistake(c -> c.ramp(Ramp.over(null)), "ramp: over(null)"),
                mistake(c -> c.ramp(Ramp.over(Duration.ofNanos(-1))), "ramp: over", "more than zero"),
                mistake(c -> c.ramp(Ramp.over(ENDLESS)), "ramp: over", "at most 36500 days"),
                mistake(c -> c.ramp(Ramp.over(SECOND).from(0)), "ramp: from(0.0)", "above 0", "0.1 means 10 %"),
                mistake(c -> c.ramp(Ramp.over(SECOND).from(-0.1)), "ramp: from(-0.1)", "above 0", "at most 1"),
                mistake(c -> c.ramp(Ramp.over(SECOND).from(10)), "ramp: from(10.0)", "above 0", "0.1 means 10 %"),
                mistake(c -> c.ramp(Ramp.over(SECOND).from(Double.NaN)), "ramp: from(NaN)", "above 0"),
                mistake(c -> c.shedding(null), "shedding(null)", "leave the setting out"),
                mistake(c -> c.shedding(excess().window(null)), "shedding: window(null)"),
                mistake(
                        c -> c.shedding(excess().window(Duration.ofNanos(9))),
                        "window(PT0.000000009S)",
                        "at least 10 ns"),
                mistake(c -> c.shedding(excess().atMost(1.5)), "shedding: atMost(1.5)", "at most 1", "0.9 means 90 %"),
                mistake(c -> c.shedding(excess().atMost(Double.NaN)), "shedding: atMost(NaN)", "above 0"),
                mistake(
                        c -> c.shedding(excess().fallOver(Duration.ZERO)),
                        "shedding: fallOver(PT0S)",
                        "more than zero"),
                mistake(
                        c -> c.shedding(excess().trickle(Backoff.fixed(Duration.ZERO))),
                        "shedding: trickle: wait(PT0S)",
                        "more than zero"),
                mistake(c -> c.startIn(State.SHEDDING), "startIn(SHEDDING)", "CLOSED, or OPEN"),
                mistake(c -> c.startIn(null), "startIn(null)", "leave the setting out"),
                mistake(c -> c.scheduler(null), "scheduler(null)", "leave the setting out"),
                mistake(c -> c.tripWhen(stuckCalls(0, SECOND)), "stuckCalls(0)", "at least 1"),
                mistake(c -> c.tripWhen(stuckCalls(1_000_001, SECOND)), "stuckCalls(1000001)", "at most 1000000"),
                mistake(c -> c.tripWhen(stuckCalls(1, null)), "stuckCalls: limit(null)"),
                mistake(c -> c.tripWhen(stuckCalls(1, Duration.ZERO)), "stuckCalls: limit(PT0S)", "more than zero"),
                mistake(c -> c.tripWhen(stuckCalls(1, Duration.ofSeconds(-1))), "limit(PT-1S)", "more than zero"),
                mistake(c -> c.tripWhen(stuckCalls(1, ENDLESS)), "stuckCalls: limit", "at most 36500 days"),
                mistake(
                        c -> c.tripWhen(anyOf(stuckCalls(1, SECOND), allOf(stuckCalls(9, SECOND.plusNanos(1))))),
                        "anyOf[1]: allOf[0]: stuckCalls: limit(PT1.000000001S)",
                        "must be the same in all",
                        "give one limit"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldReportTheMistakeWithSettingValueBoundAndWayOut(ConfigCheckTest.Mistake mistake) {
        assertThatIllegalArgumentException()
                .isThrownBy(mistake.setting().apply(CircuitBreakerConfig.builder())::build)
                .withMessageContainingAll(mistake.said().toArray(String[]::new))
                .withMessageContaining("1 setting is wrong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of("payments", mistake.setting()))
                .withMessageContaining("payments");
    }

    @Test
    void shouldTakeTheBoundsThemselves() {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .ramp(Ramp.over(Duration.ofDays(36_500)).from(Double.MIN_VALUE))
                .tripWhen(anyOf(stuckCalls(1, SECOND), stuckCalls(1_000_000, SECOND)))
                .build();
        assertThat(config.ramp().firstShare()).isPositive();
        assertThat(config.scheduler()).isEmpty();
        assertThat(config.startIn()).isEqualTo(State.CLOSED);
        assertThat(config.toBuilder().ramp(Ramp.off()).build().ramp().isOff()).isTrue();
    }

    private static ConfigCheckTest.Mistake mistake(UnaryOperator<CircuitBreakerConfigBuilder> setting, String... said) {
        return new ConfigCheckTest.Mistake(setting, List.of(said));
    }
}
