// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The breakers and shared settings that a source names, and the names in it that nobody knows. Not thread-safe. */
final class KnownNames {
    static final String PREFIX = "switchgear.";

    static final String DEFAULTS = "defaults";
    static final String CONFIGS = "configs";
    static final String BREAKERS = "breakers";
    /** A name in brackets or quotes, or one that ends at the last dot; a setting, perhaps with an index. */
    private static final Pattern NAMED =
            Pattern.compile("(?:\\[(?<bracketed>.+)]|\\.\"(?<quoted>.+)\"|\\.(?<plain>[^\\[\"].*?))"
                    + "(?:\\.(?<key>[^.\\[\\]\"]*)(?:\\[\\d+])?)?");

    private static final List<String> KEYS =
            Arrays.stream(Setting.values()).map(Setting::key).toList();

    final Set<String> breakers = new TreeSet<>();
    final Set<String> configs = new TreeSet<>();
    private final Set<String> all = new TreeSet<>();
    private final SettingsSource source;
    private final Problems problems;

    KnownNames(SettingsSource source, Problems problems) {
        this.source = source;
        this.problems = problems;
        source.names().forEach(all::add);
        all.forEach(this::add);
    }

    /** The prefixes of the keys of a breaker, or of shared settings: some sources need brackets or quotes around some names. */
    static List<String> prefixes(String place, String name) {
        List<String> prefixes = new ArrayList<>(List.of(PREFIX + place + "." + name + "."));
        if (!name.matches("[a-z0-9-]+")) {
            prefixes.add(PREFIX + place + "[" + name + "].");
            prefixes.add(PREFIX + place + ".\"" + name + "\".");
        }
        return prefixes;
    }

    private void add(String name) {
        if (EnvironmentNames.isVariable(name)) {
            EnvironmentNames.mistake(name).ifPresent(problems::add);
        } else if (name.startsWith(PREFIX)) {
            String rest = name.substring(PREFIX.length());
            String place = rest.split("[.\\[]", 2)[0];
            String inPlace = rest.substring(place.length());
            switch (place) {
                case DEFAULTS -> check(name, inPlace.replaceAll("^\\.|\\[\\d+]$", ""), false);
                case CONFIGS -> named(name, inPlace, configs);
                case BREAKERS -> named(name, inPlace, breakers);
                default ->
                    Nearest.to(place, List.of(DEFAULTS, CONFIGS, BREAKERS))
                            .ifPresent(meant -> problems.add(
                                    name + " is not known: did you mean " + PREFIX + meant + inPlace + "?"));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is this set.
    private void named(String name, String inPlace, Set<String> found) {
        Matcher parts = NAMED.matcher(inPlace);
        if (!parts.matches()) {
            if (!inPlace.isEmpty()) {
                problems.add(name + " names no breaker: write " + PREFIX + BREAKERS + ".<name>.<setting>");
            }
            return;
        }
        String key = parts.group("key");
        String value = key == null ? source.get(name) : null;
        if (value != null && !value.isBlank()) {
            problems.add(name + " names no setting: write " + name + ".<setting>");
        }
        if (key == null || check(name, key, found == configs)) {
            found.add(Stream.of("bracketed", "quoted", "plain")
                    .map(parts::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** Whether the name is a key; false, and no mistake, if it is a guess at the key of a variable. */
    private boolean check(String name, String key, boolean inConfigs) {
        if (inConfigs && key.equals(Setting.CONFIG.key())) {
            problems.add(name + " has no effect: shared settings do not inherit from others; leave it out");
        } else if (!key.isEmpty() && !KEYS.contains(key) && !isOtherNotation(name, key)) {
            if (all.contains(EnvironmentNames.name(name))) {
                return false;
            }
            Optional<String> meant = Nearest.to(key, KEYS);
            problems.add(name + " is not known"
                    + meant.map(each -> ": did you mean " + each + "?").orElse(": see the settings reference"));
        }
        return true;
    }

    /** Whether the source treats this notation, such as {@code failureRate}, as the known one. */
    private boolean isOtherNotation(String name, String key) {
        String above = name.substring(0, name.lastIndexOf(key));
        return KEYS.stream()
                .filter(each -> Nearest.plain(each).equals(Nearest.plain(key)))
                .anyMatch(each -> source.get(above + each) != null || source.get(above + each + "[0]") != null);
    }
}
