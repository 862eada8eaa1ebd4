// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
    @ParameterizedTest
    @CsvSource({
        "breakers.payments.failurerate, did you mean failure-rate?",
        "breakers.payments.failureRate, did you mean failure-rate?",
        "breakers.payments.failure-rat, did you mean failure-rate?",
        "breakers.api.acme.com.openfor, did you mean open-for?",
        "breakers[api.acme.com].openfor, did you mean open-for?",
        "breakers.payments.ignored[0], did you mean ignore?",
        "defaults.max-hints, did you mean max-hint?",
        "configs.strict.probe, did you mean probes?",
        "breakers.payments.classifier, see the settings reference",
        "breaker.payments.failure-rate, did you mean switchgear.breakers.payments.failure-rate?",
        "default.failure-rate, did you mean switchgear.defaults.failure-rate?",
    })
    void shouldNameTheNearestKey(String key, String wayOut) {
        assertThat(MistakesTest.problems(key + "=1")).containsExactly("switchgear." + key + " is not known: " + wayOut);
    }

    @Test
    void shouldReportAValueWhereASettingIsMissing() {
        assertThat(MistakesTest.problems("breakers.payments=10s"))
                .containsExactly(
                        "switchgear.breakers.payments names no setting: write switchgear.breakers.payments.<setting>");
        assertThat(MistakesTest.problems("configs.strict.config=other"))
                .containsExactly("switchgear.configs.strict.config has no effect: shared settings do not inherit from"
                        + " others; leave it out");
    }

    /** YAML has such names where nothing is set below them. */
    @Test
    void shouldTakeABreakerWithoutSettings() {
        SettingsSource source = SettingsFrom.lines("defaults=", "breakers.payments=", "breakers=");

        assertThat(CircuitBreakerSettings.read(source).breakers()).containsExactly("payments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.enabled", "health.critical", "log-changes", "annotation-order"})
    void shouldLeaveNamesOfOthersAlone(String key) {
        assertThatCode(() -> CircuitBreakerSettings.read(SettingsFrom.lines(key + "=1")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldTakeNamesOfBreakersAsTheyAre() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsFrom.lines(
                "breakers.api.acme.com.probes=4", "breakers[https://x.y/Z].probes=5", "breakers.Orders.probes=6"));

        assertThat(settings.breakers()).containsExactly("Orders", "api.acme.com", "https://x.y/Z");
        assertThat(settings.config("api.acme.com").halfOpen().probes()).isEqualTo(4);
        assertThat(settings.config("https://x.y/Z").halfOpen().probes()).isEqualTo(5);
        assertThat(settings.config("Orders").halfOpen().probes()).isEqualTo(6);
    }

    @Test
    void shouldAcceptANotationThatTheSourceUnderstands() {
        SettingsSource relaxed = SettingsSource.of(
                key -> key.equals("switchgear.breakers.payments.failure-rate") ? "30%" : null,
                () -> List.of("switchgear.breakers.payments.failureRate"));

        assertThat(CircuitBreakerSettings.read(relaxed).breakers()).containsExactly("payments");
    }

    @Test
    void shouldCheckTheNamesOfEnvironmentVariables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RAT", "1");
        variables.put("SWITCHGEAR_DEFAULTS_OPENFR", "1");
        variables.put("SWITCHGEAR_BREAKERS_PAYMENTS_COLOUR", "1");
        variables.put("SWITCHGEAR_BREAKERS_MY_API_IGNORE_0_", "java.io.IOException");
        variables.put("SWITCHGEAR_HOME", "/opt");

        assertThat(catchThrowableOfType(
                                InvalidSettingsException.class,
                                () -> CircuitBreakerSettings.read(SettingsSource.ofEnvironment(variables)))
                        .problems())
                .containsExactlyInAnyOrder(
                        "SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RAT ends with no known setting: did you mean"
                                + " SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RATE?",
                        "SWITCHGEAR_DEFAULTS_OPENFR ends with no known setting: did you mean SWITCHGEAR_DEFAULTS_OPEN_FOR?",
                        "SWITCHGEAR_BREAKERS_PAYMENTS_COLOUR ends with no known setting: see the settings reference");
    }
}
