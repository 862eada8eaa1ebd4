// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys as the names of environment variables, which have neither dots nor hyphens nor lower case. */
final class EnvironmentNames {
    private static final List<String> PLACES =
            List.of("SWITCHGEAR_DEFAULTS_", "SWITCHGEAR_CONFIGS_", "SWITCHGEAR_BREAKERS_");

    private EnvironmentNames() {}

    static @Nullable String lookUp(Map<String, String> variables, String key) {
        String value = variables.get(name(key));
        return value == null ? variables.get(name(key.replace("-", "")).replaceAll("_$", "")) : value;
    }

    static String name(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Whether the name is written as a variable of ours. */
    static boolean isVariable(String name) {
        return PLACES.stream().anyMatch(name::startsWith);
    }

    /** The mistake in the name of a variable; empty if its end is a setting. */
    static Optional<String> mistake(String variable) {
        String end = variable.replaceAll("_[0-9]+_?$", "");
        boolean known = Arrays.stream(Setting.values())
                .anyMatch(setting -> end.endsWith("_" + name(setting.key()))
                        || end.endsWith("_" + name(setting.key().replace("-", ""))));
        if (known) {
            return Optional.empty();
        }
        return Optional.of(variable + " ends with no known setting"
                + didYouMean(end).map(name -> ": did you mean " + name + "?").orElse(": see the settings reference"));
    }

    /** The nearest name: that of the setting that is closest to the words at the end. */
    private static Optional<String> didYouMean(String variable) {
        String[] words = variable.split("_");
        List<String> keys =
                Arrays.stream(Setting.values()).map(each -> name(each.key())).toList();
        for (int from = 2; from < words.length; from++) {
            Optional<String> nearest =
                    Nearest.to(Arrays.stream(words).skip(from).collect(Collectors.joining("_")), keys);
            if (nearest.isPresent()) {
                return Optional.of(
                        Arrays.stream(words).limit(from).collect(Collectors.joining("_")) + "_" + nearest.get());
            }
        }
        return Optional.empty();
    }
}
