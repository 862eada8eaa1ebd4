// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InheritanceTest {
    private static final CircuitBreakerConfig CORE =
            CircuitBreakerConfig.builder().build();

    @Test
    void shouldPreferOwnSettingsThenSharedOnesThenDefaultsThenThoseOfCore() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsFrom.lines(
                "defaults.open-for=1s",
                "defaults.probes=5",
                "defaults.window=20s",
                "configs.strict.open-for=2s",
                "configs.strict.probes=4",
                "breakers.payments.config=strict",
                "breakers.payments.open-for=3s",
                "breakers.search.window=100 calls"));

        CircuitBreakerConfig payments = settings.config("payments");
        assertThat(payments.backoff().first()).isEqualTo(Duration.ofSeconds(3));
        assertThat(payments.halfOpen().probes()).isEqualTo(4);
        assertThat(payments.window()).isEqualTo(Window.last(Duration.ofSeconds(20)));
        assertThat(payments.maxHint()).isEqualTo(CORE.maxHint());
        CircuitBreakerConfig search = settings.config("search");
        assertThat(search.backoff().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(search.window()).isEqualTo(Window.lastCalls(100));
        assertThat(settings.config("not mentioned").halfOpen().probes()).isEqualTo(5);
        assertThat(settings.breakers()).containsExactly("payments", "search");
    }

    @Test
    void shouldGiveABreakerWithoutSettingsTheConfigurationOfCore() {
        assertThat(CircuitBreakerSettings.read(SettingsFrom.lines()).config("payments"))
                .hasToString(CORE.toString());
    }

    @Test
    void shouldSwitchOffASettingThatIsInherited() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsFrom.lines(
                "defaults.config=strict",
                "defaults.slow-calls-over=1s",
                "defaults.slow-call-rate=50%",
                "defaults.ramp=10s",
                "defaults.ramp-from=20%",
                "defaults.shedding=on",
                "configs.strict.open-for=2s",
                "breakers.payments.config=none",
                "breakers.payments.failure-rate=off",
                "breakers.payments.slow-call-rate=off",
                "breakers.payments.slow-calls-over=off",
                "breakers.payments.abandoned-after=off",
                "breakers.payments.ramp=off",
                "breakers.payments.shedding=off"));

        CircuitBreakerConfig payments = settings.config("payments");
        assertThat(payments.backoff()).isEqualTo(CORE.backoff());
        assertThat(payments.tripRule())
                .isEqualTo(TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1)));
        assertThat(payments.slowCallsOver()).isEmpty();
        assertThat(payments.abandonedAfter()).isEmpty();
        assertThat(payments.ramp().isOff()).isTrue();
        assertThat(payments.shedding().isOff()).isTrue();
        CircuitBreakerConfig others = settings.config("others");
        assertThat(others.backoff().first()).isEqualTo(Duration.ofSeconds(2));
        assertThat(others.ramp().firstShare()).isEqualTo(0.2);
        assertThat(others.shedding().isOff()).isFalse();
    }

    @Test
    void shouldKeepTheOtherDefaultRulesWhenOneIsChanged() {
        assertThat(SettingsFrom.own("failure-rate=30%").tripRule())
                .isEqualTo(TripRule.anyOf(
                        TripRule.failureRate(0.3).minimumCalls(10),
                        TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1))));
        assertThat(SettingsFrom.own("minimum-calls=20", "consecutive-failures=off", "failure-count=7")
                        .tripRule())
                .isEqualTo(TripRule.anyOf(TripRule.failureRate(0.5).minimumCalls(20), TripRule.failureCount(7)));
    }

    @Test
    void shouldRequireAllProbesWhereTheirNumberIsSet() {
        assertThat(SettingsFrom.own("probes=4").halfOpen()).isEqualTo(HalfOpen.probes(4));
        assertThat(SettingsFrom.own("probes-required=1", "probes-failures=1").halfOpen())
                .isEqualTo(HalfOpen.DEFAULT.required(1).failures(1));
    }

    @Test
    void shouldLetSharedSettingsBeIncomplete() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsFrom.lines(
                "configs.slow.slow-call-rate=50%",
                "configs.slow.ramp-from=20%", "breakers.payments.config=slow", "breakers.payments.slow-calls-over=1s"));

        assertThat(settings.config("payments").slowCallsOver()).contains(Duration.ofSeconds(1));
    }
}
