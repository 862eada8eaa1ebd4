// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfig;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A configuration as text: for each setting its key and its value. Functions appear with the name of their class, under keys
 * that are not settings, such as {@code retry-hint} and {@code trip-when}.
 *
 * @since 0.1
 */
public final class SettingsText {
    static final String OFF = "off";

    private static final String CLASSIFY = "classify";
    private static final String ALL_RULES = "trip-when";
    private static final List<Setting> OFF_IF_ABSENT = List.of(
            Setting.FAILURE_RATE,
            Setting.SLOW_CALL_RATE,
            Setting.FAILURE_COUNT,
            Setting.CONSECUTIVE_FAILURES,
            Setting.STUCK_CALLS,
            Setting.IGNORE,
            Setting.FAIL_ON);

    private SettingsText() {}

    /**
     * Returns the settings of a configuration. Unless functions are among them, {@link #read} makes an equal configuration
     * of them.
     *
     * @param config the configuration
     * @return the values by key, in the order of the configuration's own text; a new map
     */
    public static Map<String, String> of(CircuitBreakerConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : config.toString().split(", (?=[a-z-]+=)", -1)) {
            int end = setting.indexOf('=');
            settings.put(setting.substring(0, end), setting.substring(end + 1));
        }
        settings.remove(CLASSIFY, "defaults");
        if (!settings.containsKey(ALL_RULES)) {
            OFF_IF_ABSENT.forEach(rule -> settings.putIfAbsent(rule.key(), OFF));
        }
        return settings;
    }

    /**
     * Returns a configuration with these settings, and the defaults for all others.
     *
     * @param settings the values by key, such as {@code failure-rate}
     * @return a configuration
     * @throws InvalidSettingsException if a key is not known or a value is wrong; it lists every mistake
     */
    public static CircuitBreakerConfig read(Map<String, String> settings) {
        Problems problems = new Problems();
        Map<Setting, Found> found = new EnumMap<>(Setting.class);
        Map<String, String> unknown = new LinkedHashMap<>(settings);
        for (Setting setting : Setting.values()) {
            String text = setting == Setting.CONFIG ? null : unknown.remove(setting.key());
            if (text != null) {
                found.put(setting, new Found(setting.key(), text.strip()));
            }
        }
        List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
        unknown.forEach((key, text) -> problems.add(new Found(key, text).inWords() + " cannot be read"
                + Nearest.to(key, keys)
                        .map(near -> ": did you mean " + near + "?")
                        .orElse(": set it in code")));
        CircuitBreakerConfig config = ConfigAssembly.of(
                Merged.of("", found, problems), CircuitBreakerConfig.builder().build());
        problems.throwIfAny();
        return Objects.requireNonNull(config, "a configuration without problems");
    }
}
