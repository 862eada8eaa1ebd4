// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.config.SettingsSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The properties of an application as settings: looked up at each reading, so that none is older than the environment. */
final class EnvironmentSettings {
    private static final String OURS = "switchgear";

    private EnvironmentSettings() {}

    static SettingsSource of(ConfigurableEnvironment environment) {
        return SettingsSource.of(environment::getProperty, () -> names(environment));
    }

    private static Set<String> names(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        environment.getPropertySources().forEach(source -> {
            if (source instanceof EnumerablePropertySource<?> listed) {
                Arrays.stream(listed.getPropertyNames())
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(OURS))
                        .forEach(names::add);
            }
        });
        return names;
    }
}
