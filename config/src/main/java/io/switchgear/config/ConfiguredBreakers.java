// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A registry whose breakers, plain and keyed, are configured by text, and a reload of that text while they run. Breakers
 * that were registered with a configuration of their own are left alone. Thread-safe.
 *
 * @since 0.1
 */
public final class ConfiguredBreakers {
    private final Supplier<? extends SettingsSource> sources;
    private final Function<String, CircuitBreakerConfig> code;
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(this::create);
    /** The configurations that were made of settings, by breaker, and the settings of which they were made. */
    private final Map<String, Given> given = new ConcurrentHashMap<>();
    /** Replaced under this object's lock. */
    private volatile CircuitBreakerSettings settings;

    private record Given(CircuitBreakerConfig config, CircuitBreakerSettings from) {}

    private ConfiguredBreakers(
            Supplier<? extends SettingsSource> sources, Function<String, CircuitBreakerConfig> code) {
        this.sources = Objects.requireNonNull(sources, "sources");
        this.code = Objects.requireNonNull(code, "code");
        this.settings = CircuitBreakerSettings.read(sources.get(), code);
        registry.onMembershipChange(this::changed);
    }

    /**
     * Reads settings over the defaults of {@link CircuitBreakerConfig}.
     *
     * @param sources the source, asked for now and at each {@link #reload()}; it may return the same one each time
     * @return breakers with these settings
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake
     */
    public static ConfiguredBreakers of(Supplier<? extends SettingsSource> sources) {
        CircuitBreakerConfig plain = CircuitBreakerConfig.builder().build();
        return of(sources, name -> plain);
    }

    /**
     * Reads settings over configurations from code, for what text cannot say: functions, clocks, a scheduler.
     *
     * @param sources the source, asked for now and at each {@link #reload()}; it may return the same one each time
     * @param code the configuration that a breaker has where no setting says otherwise, by its name; always with the same
     *     ticker; thread-safe
     * @return breakers with these settings
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake
     */
    public static ConfiguredBreakers of(
            Supplier<? extends SettingsSource> sources, Function<String, CircuitBreakerConfig> code) {
        return new ConfiguredBreakers(sources, code);
    }

    /** {@return the registry, always the same; a breaker is created when it is first asked for} */
    public CircuitBreakerRegistry registry() {
        return registry;
    }

    /** {@return the settings as they were read last} */
    public CircuitBreakerSettings settings() {
        return settings;
    }

    /**
     * Reads the settings again, checks them, and gives the breakers whose settings have changed their new configuration.
     * States, windows and holds by hand stay, and so do functions that the code has put into a
     * breaker since. All or nothing: if any setting of any breaker is wrong, nothing changes.
     *
     * @return each setting of an existing breaker that has changed, by breaker; empty if there is none
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake
     */
    public synchronized List<SettingChange> reload() {
        CircuitBreakerSettings read = CircuitBreakerSettings.read(sources.get(), code);
        Problems problems = new Problems();
        Map<String, Given> after = new LinkedHashMap<>();
        given.forEach((name, before) -> {
            CircuitBreakerConfig config = read.config(name, problems);
            if (config != null) {
                checkClock(name, before.config, config, problems);
                after.put(name, new Given(config, read));
            }
        });
        problems.throwIfAny();
        settings = read;
        List<SettingChange> changes = new ArrayList<>();
        after.forEach((name, now) -> changes.addAll(replace(name, now)));
        return List.copyOf(changes);
    }

    private CircuitBreakerConfig create(String name) {
        CircuitBreakerSettings current = settings;
        CircuitBreakerConfig config = current.config(name);
        given.put(name, new Given(config, current));
        return config;
    }

    /** Forgets a breaker that was removed; catches up with a reload that took place while a breaker was being added. */
    private synchronized void changed(String name) {
        Given present = given.get(name);
        if (registry.find(name).isEmpty() && registry.findKeyed(name).isEmpty()) {
            given.remove(name);
        } else if (present != null && present.from != settings) {
            replace(name, new Given(settings.config(name), settings));
        }
    }

    /** Reconfigures a breaker if its settings have changed. */
    private List<SettingChange> replace(String name, Given now) {
        Given before = given.replace(name, now);
        List<SettingChange> changes = before == null ? List.of() : changes(name, before.config, now.config);
        if (before != null && !changes.isEmpty()) {
            registry.find(name)
                    .ifPresent(breaker -> breaker.reconfigure(merged(breaker.config(), before.config, now.config)));
            registry.findKeyed(name)
                    .ifPresent(keyed -> keyed.reconfigure(merged(keyed.config(), before.config, now.config)));
        }
        return changes;
    }

    /** The new settings, with the functions that the code has put into the running breaker since the last ones. */
    @SuppressWarnings("ReferenceEquality") // A function is equal only to itself.
    private static CircuitBreakerConfig merged(
            CircuitBreakerConfig running, CircuitBreakerConfig before, CircuitBreakerConfig now) {
        CircuitBreakerConfigBuilder merged = now.toBuilder();
        if (running.classifier() != before.classifier()) {
            merged.classify(running.classifier());
        }
        if (running.retryHint() != before.retryHint()) {
            merged.retryHint(running.retryHint());
        }
        if (running.probeGate() != before.probeGate()) {
            merged.probesWhen(running.probeGate());
        }
        return merged.build();
    }

    @SuppressWarnings("ReferenceEquality") // A ticker is one clock; an equal one may show another time.
    private static void checkClock(
            String name, CircuitBreakerConfig before, CircuitBreakerConfig after, Problems problems) {
        if (before.ticker() != after.ticker()) {
            problems.add("the configuration from code of " + name
                    + " has another ticker at each reading: create the ticker once, outside that function");
        }
    }

    private static List<SettingChange> changes(String name, CircuitBreakerConfig before, CircuitBreakerConfig after) {
        Map<String, String> old = SettingsText.of(before);
        Map<String, String> now = SettingsText.of(after);
        Set<String> keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(old.keySet());
        return keys.stream()
                .map(key -> new SettingChange(
                        name, key, old.getOrDefault(key, SettingsText.OFF), now.getOrDefault(key, SettingsText.OFF)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }
}
