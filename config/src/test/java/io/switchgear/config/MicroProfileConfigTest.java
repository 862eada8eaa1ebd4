// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.trip.TripRule;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class MicroProfileConfigTest {
    @Test
    void shouldReadPropertiesThatEnvironmentVariablesOverride() {
        SettingsSource source = source(
                Map.of(
                        "switchgear.breakers.payments.failure-rate", "50%",
                        "switchgear.breakers.payments.consecutive-failures", "off",
                        "switchgear.breakers.payments.ignore[0]", "java.io.IOException",
                        "switchgear.breakers.payments.ignore[1]", "java.lang.IllegalStateException",
                        "switchgear.breakers.\"api.acme.com\".probes", "4",
                        "switchgear.defaults.open-for", "${wait}",
                        "wait", "7s"),
                Map.of("SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RATE", "0.3", "SWITCHGEAR_DEFAULTS_MAX_HINT", "5s"));

        CircuitBreakerSettings settings = CircuitBreakerSettings.read(source);

        CircuitBreakerConfig payments = settings.config("payments");
        assertThat(payments.tripRule()).isEqualTo(TripRule.failureRate(0.3).minimumCalls(10));
        assertThat(payments.classifier()).hasToString("ignore=java.io.IOException,java.lang.IllegalStateException");
        assertThat(payments.backoff().first()).hasSeconds(7);
        assertThat(payments.maxHint()).hasSeconds(5);
        assertThat(settings.breakers()).containsExactly("api.acme.com", "payments");
        assertThat(settings.config("api.acme.com").halfOpen().probes()).isEqualTo(4);
    }

    @Test
    void shouldReportUnknownKeys() {
        SettingsSource source = source(
                Map.of("switchgear.breakers.payments.failurerate", "50%"), Map.of("SWITCHGEAR_DEFAULTS_OPEN_FR", "1s"));

        assertThatThrownBy(() -> CircuitBreakerSettings.read(source))
                .hasMessageContaining(
                        "switchgear.breakers.payments.failurerate is not known: did you mean failure-rate?")
                .hasMessageContaining("SWITCHGEAR_DEFAULTS_OPEN_FR ends with no known setting");
    }

    private static SettingsSource source(Map<String, String> properties, Map<String, String> variables) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(properties, "properties", 100), new EnvConfigSource(variables, 300))
                .addDefaultInterceptors()
                .build();
        // region microprofile
        SettingsSource source = SettingsSource.of(
                key -> config.getOptionalValue(key, String.class).orElse(null), config::getPropertyNames);
        // endregion
        return source;
    }
}
