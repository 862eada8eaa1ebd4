// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfig;
import java.util.Properties;

/** Settings from a few lines, as in a properties file. */
final class SettingsFrom {
    private SettingsFrom() {}

    static SettingsSource lines(String... lines) {
        Properties properties = new Properties();
        for (String line : lines) {
            int end = line.indexOf('=');
            properties.setProperty("switchgear." + line.substring(0, end), line.substring(end + 1));
        }
        return SettingsSource.of(properties);
    }

    /** The configuration of the breaker {@code payments} with settings of its own. */
    static CircuitBreakerConfig own(String... settings) {
        String[] lines = settings.clone();
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "breakers.payments." + lines[i];
        }
        return CircuitBreakerSettings.read(lines(lines)).config("payments");
    }
}
