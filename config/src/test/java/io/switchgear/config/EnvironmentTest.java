// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.trip.FailureCount;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void shouldReadEnvironmentVariables() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsSource.ofEnvironment(Map.of(
                "SWITCHGEAR_DEFAULTS_PROBES", "4",
                "SWITCHGEAR_CONFIGS_STRICT_OPENFOR", "7s",
                "SWITCHGEAR_BREAKERS_PAYMENTS_CONFIG", "strict",
                "SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RATE", "off",
                "SWITCHGEAR_BREAKERS_PAYMENTS_CONSECUTIVE_FAILURES", "off",
                "SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_COUNT", "3",
                "SWITCHGEAR_BREAKERS_PAYMENTS_IGNORE_0_", "java.io.IOException",
                "SWITCHGEAR_BREAKERS_MY_API_PROBES", "5",
                "SWITCHGEAR_BREAKERS_MYAPI_FAILON_0", "java.io.IOException")));

        assertThat(settings.config("payments").tripRule()).isEqualTo(new FailureCount(3));
        assertThat(settings.config("payments").halfOpen().probes()).isEqualTo(4);
        assertThat(settings.config("payments").backoff().first()).hasSeconds(7);
        assertThat(settings.config("payments").classifier()).hasToString("ignore=java.io.IOException");
        assertThat(settings.config("my-api").halfOpen().probes()).isEqualTo(5);
        assertThat(settings.config("my-api").classifier()).hasToString("fail-on=java.io.IOException");
        assertThat(settings.breakers()).as("names that variables cannot tell").isEmpty();
    }

    @Test
    void shouldLetEnvironmentVariablesOverrideProperties() {
        SettingsSource properties = SettingsFrom.lines(
                "breakers.payments.probes=4", "breakers.payments.open-for=7s", "breakers.search.probes=5");
        SettingsSource environment = SettingsSource.ofEnvironment(
                Map.of("SWITCHGEAR_BREAKERS_PAYMENTS_PROBES", "6", "SWITCHGEAR_BREAKERS_SEARCH_PROBES", "7"));

        CircuitBreakerSettings settings = CircuitBreakerSettings.read(environment.orElse(properties));

        assertThat(settings.breakers()).containsExactly("payments", "search");
        assertThat(settings.config("payments").halfOpen().probes()).isEqualTo(6);
        assertThat(settings.config("payments").backoff().first()).hasSeconds(7);
        assertThat(settings.config("search").halfOpen().probes()).isEqualTo(7);
    }
}
