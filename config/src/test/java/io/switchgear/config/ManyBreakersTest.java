// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The cost of reading, in lookups: about one for each breaker and setting. */
class ManyBreakersTest {
    private static final int BREAKERS = 1_000;

    @Test
    void shouldLookEachSettingOfABreakerUpOnce() {
        Map<String, String> properties = new HashMap<>();
        properties.put("switchgear.defaults.config", "strict");
        properties.put("switchgear.configs.strict.probes", "4");
        for (int i = 0; i < BREAKERS; i++) {
            properties.put("switchgear.breakers.b" + i + ".open-for", "7s");
        }
        AtomicLong lookups = new AtomicLong();
        SettingsSource counted = SettingsSource.of(
                key -> {
                    lookups.incrementAndGet();
                    return properties.get(key);
                },
                properties::keySet);

        CircuitBreakerSettings settings = CircuitBreakerSettings.read(counted);

        assertThat(settings.breakers()).hasSize(BREAKERS);
        assertThat(lookups.get()).isLessThan((BREAKERS + 3L) * (Setting.values().length + 3));
        lookups.set(0);
        settings.config("b999");
        assertThat(lookups).hasValue(0);
    }
}
