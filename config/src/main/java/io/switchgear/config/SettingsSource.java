// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of settings: a lookup by key, and the names that it has, if it knows them. Keys have the form
 * {@code switchgear.breakers.payments.failure-rate}. A lambda is a source without names, such as
 * {@code key -> config.getOptionalValue(key, String.class).orElse(null)}.
 *
 * <p>Names serve two purposes: breakers that they mention are checked before they are used, and unknown keys are reported.
 * Names that do not belong to this library are left alone. Implementations must be thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SettingsSource {

    /**
     * Looks a value up.
     *
     * @param key a full key, in lower case with dots and hyphens, except the names of breakers in it
     * @return the value; {@code null} if there is none
     */
    @Nullable
    String get(String key);

    /**
     * Returns the names of all keys or environment variables in this source.
     *
     * @return the names; empty if this source does not know them
     */
    default Iterable<String> names() {
        return List.of();
    }

    /**
     * Returns this source, with another one for keys that this one does not have.
     *
     * @param other the source to ask second
     * @return a source over both
     */
    default SettingsSource orElse(SettingsSource other) {
        return of(
                key -> {
                    String value = get(key);
                    return value == null ? other.get(key) : value;
                },
                () -> {
                    List<String> all = new ArrayList<>();
                    names().forEach(all::add);
                    other.names().forEach(all::add);
                    return all;
                });
    }

    /**
     * Returns a source over a lookup that knows its names.
     *
     * @param lookup the value of a key, or {@code null}
     * @param names the names of all keys, as they are at that moment
     * @return a source
     */
    static SettingsSource of(Function<String, @Nullable String> lookup, Supplier<? extends Iterable<String>> names) {
        return new SettingsSource() {
            @Override
            public @Nullable String get(String key) {
                return lookup.apply(key);
            }

            @Override
            public Iterable<String> names() {
                return names.get();
            }
        };
    }

    /**
     * Returns a source over properties and their defaults.
     *
     * @param properties the properties; later changes are seen
     * @return a source
     */
    static SettingsSource of(Properties properties) {
        return of(properties::getProperty, properties::stringPropertyNames);
    }

    /**
     * Returns a source over environment variables: the key in upper case, with each other character as an underscore, as in
     * {@code SWITCHGEAR_BREAKERS_PAYMENTS_FAILURE_RATE}; hyphens may also be left out.
     *
     * @param variables the variables, usually {@link System#getenv()}
     * @return a source
     */
    static SettingsSource ofEnvironment(Map<String, String> variables) {
        return of(key -> EnvironmentNames.lookUp(variables, key), variables::keySet);
    }
}
