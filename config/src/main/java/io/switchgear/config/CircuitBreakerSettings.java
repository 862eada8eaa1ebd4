// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfig;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all breakers, read from a source and checked. The keys of {@link Setting} stand below
 *
 * <ul>
 *   <li>{@code switchgear.breakers.<name>.}, for one breaker, plain or keyed;
 *   <li>{@code switchgear.configs.<name>.}, shared by the breakers that name it as their {@code config};
 *   <li>{@code switchgear.defaults.}, for all breakers.
 * </ul>
 *
 * <p>For each setting, the first of these places that has it decides; without any, the configuration from code does. {@code
 * off} as a value switches off a setting that would otherwise be inherited. Thread-safe if the source is.
 *
 * @since 0.1
 */
public final class CircuitBreakerSettings {
    private static final String NO_CONFIG = "none";

    private final SettingsSource source;
    private final Function<String, CircuitBreakerConfig> code;
    private final Map<Setting, Found> defaults;
    private final Map<String, Map<Setting, Found>> configs = new HashMap<>();
    private final Map<String, CircuitBreakerConfig> breakers = new TreeMap<>();

    private CircuitBreakerSettings(SettingsSource source, Function<String, CircuitBreakerConfig> code) {
        this.source = source;
        this.code = code;
        this.defaults = Found.allIn(source, List.of(KnownNames.PREFIX + KnownNames.DEFAULTS + "."));
    }

    /**
     * Reads settings over the defaults of {@link CircuitBreakerConfig}.
     *
     * @param source the source
     * @return the settings of all breakers
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake
     */
    public static CircuitBreakerSettings read(SettingsSource source) {
        CircuitBreakerConfig plain = CircuitBreakerConfig.builder().build();
        return read(source, name -> plain);
    }

    /**
     * Reads settings over configurations from code, for what text cannot say: functions, clocks, a scheduler.
     *
     * @param source the source
     * @param code the configuration that a breaker has where no setting says otherwise, by its name; thread-safe
     * @return the settings of all breakers
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake
     */
    public static CircuitBreakerSettings read(SettingsSource source, Function<String, CircuitBreakerConfig> code) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(code, "code");
        Problems problems = new Problems();
        CircuitBreakerSettings settings = new CircuitBreakerSettings(source, code);
        settings.checkAll(problems);
        problems.throwIfAny();
        return settings;
    }

    private void checkAll(Problems problems) {
        KnownNames names = new KnownNames(source, problems);
        CircuitBreakerConfig plain = CircuitBreakerConfig.builder().build();
        for (String name : names.configs) {
            Map<Setting, Found> shared = Found.allIn(source, KnownNames.prefixes(KnownNames.CONFIGS, name));
            configs.put(name, shared);
            String place = KnownNames.PREFIX + KnownNames.CONFIGS + "." + name;
            ConfigAssembly.of(Merged.part(place, shared, problems), plain);
        }
        assemble(KnownNames.PREFIX + KnownNames.DEFAULTS, Map.of(), plain, problems);
        for (String name : names.breakers) {
            CircuitBreakerConfig config = config(name, problems);
            if (config != null) {
                breakers.put(name, config);
            }
        }
    }

    /** {@return the names of the breakers that the source mentions, sorted; empty if it does not know its names} */
    public Set<String> breakers() {
        return Collections.unmodifiableSet(breakers.keySet());
    }

    /**
     * Returns the configuration of a breaker. A name that the source does not mention is looked up now.
     *
     * @param name any name
     * @return its configuration
     * @throws InvalidSettingsException if a setting of a breaker that the source does not mention is wrong
     */
    public CircuitBreakerConfig config(String name) {
        Problems problems = new Problems();
        CircuitBreakerConfig config = config(name, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(config, "a configuration without problems");
    }

    /** The configuration of a breaker; {@code null} if something is wrong, which is added to the problems. */
    @Nullable
    CircuitBreakerConfig config(String name, Problems problems) {
        CircuitBreakerConfig known = breakers.get(name);
        if (known != null) {
            return known;
        }
        Map<Setting, Found> own = Found.allIn(source, KnownNames.prefixes(KnownNames.BREAKERS, name));
        return assemble(KnownNames.PREFIX + KnownNames.BREAKERS + "." + name, own, code.apply(name), problems);
    }

    private @Nullable CircuitBreakerConfig assemble(
            String place, Map<Setting, Found> own, CircuitBreakerConfig base, Problems problems) {
        Map<Setting, Found> all = new EnumMap<>(Setting.class);
        all.putAll(defaults);
        Found config = own.getOrDefault(Setting.CONFIG, defaults.get(Setting.CONFIG));
        if (config != null && !config.text().equals(NO_CONFIG)) {
            Map<Setting, Found> shared = shared(config.text());
            if (shared.isEmpty()) {
                problems.add(config.inWords() + " names no shared settings: " + wayOut(config.text()));
            }
            all.putAll(shared);
        }
        all.putAll(own);
        return ConfigAssembly.of(Merged.of(place, all, problems), base);
    }

    private Map<Setting, Found> shared(String name) {
        Map<Setting, Found> known = configs.get(name);
        return known == null ? Found.allIn(source, KnownNames.prefixes(KnownNames.CONFIGS, name)) : known;
    }

    private String wayOut(String name) {
        return Nearest.to(name, configs.keySet())
                .map(near -> "did you mean " + near + "?")
                .orElse("add settings below " + KnownNames.PREFIX + KnownNames.CONFIGS + "." + name
                        + ", or write none");
    }
}
