// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.InvalidConfigException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that apply to one breaker, its own and those it inherits, and the mistakes in them. Not thread-safe. */
final class Merged {
    /** A mistake as core words it: the setting, its value in parentheses, and the bound. */
    private static final Pattern IN_CODE =
            Pattern.compile("(?:tripWhen: )?(?:anyOf\\[\\d+]: )?([^(]+)\\((.*?)\\) (.*)");

    private static final Map<String, Setting> BY_NAME_IN_CODE = Stream.concat(
                    Arrays.stream(Setting.values())
                            .filter(each -> each.inCode().isPresent())
                            .map(each -> Map.entry(each.inCode().orElseThrow(), each)),
                    Stream.of(
                            Map.entry("window: lastCalls", Setting.WINDOW),
                            Map.entry("slowCallRate: minimumCalls", Setting.MINIMUM_CALLS)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String place;
    private final Map<Setting, Found> values;
    private final Problems problems;
    private final Set<Setting> unreadable = EnumSet.noneOf(Setting.class);
    /** Whether the values are not all: then only those that cannot be read are mistakes. */
    private final boolean isPart;

    private boolean sound = true;

    private Merged(String place, Map<Setting, Found> values, Problems problems, boolean isPart) {
        this.place = place;
        this.values = values;
        this.problems = problems;
        this.isPart = isPart;
    }

    /** All values of one breaker, whose own keys begin with a place. */
    static Merged of(String place, Map<Setting, Found> values, Problems problems) {
        return new Merged(place, values, problems, false);
    }

    /** Values that breakers share, and add to. */
    static Merged part(String place, Map<Setting, Found> values, Problems problems) {
        return new Merged(place, values, problems, true);
    }

    boolean has(Setting... any) {
        return Arrays.stream(any).anyMatch(values::containsKey);
    }

    boolean isOff(Setting setting) {
        Found found = values.get(setting);
        return found != null && Values.isOff(found.text());
    }

    boolean isOn(Setting setting) {
        Found found = values.get(setting);
        return found != null && Values.isOn(found.text());
    }

    <T> T or(Setting setting, Function<String, T> reader, T otherwise) {
        T value = orNull(setting, reader);
        return value == null ? otherwise : value;
    }

    /** The value; {@code null} if it is not set or cannot be read, which is reported. */
    <T> @Nullable T orNull(Setting setting, Function<String, T> reader) {
        Found found = values.get(setting);
        if (found == null) {
            return null;
        }
        try {
            if (found.text().isEmpty() && !setting.isList()) {
                throw new IllegalArgumentException("has no value: give it one, or leave it out");
            }
            return reader.apply(found.text());
        } catch (IllegalArgumentException unreadableText) {
            unreadable.add(setting);
            report(found, String.valueOf(unreadableText.getMessage()));
            return null;
        }
    }

    /** Whether no mistake was found. */
    boolean isSound() {
        return sound;
    }

    /** Reports a setting that cannot work without another one. */
    void needs(Setting setting, Setting needed) {
        if (!unreadable.contains(needed)) {
            wrong(setting, "needs " + needed.key() + ": set it too, or leave " + setting.key() + " out");
        }
    }

    /** Reports a setting of the breaker's own that changes nothing. An inherited one may serve other breakers. */
    void hasNoEffect(Setting setting, Setting head, String needed) {
        Found found = values.get(setting);
        if (found != null && isOwn(found) && !unreadable.contains(head)) {
            wrong(found, "has no effect without " + needed + ": set that too, or leave " + setting.key() + " out");
        }
    }

    void wrong(Setting setting, String wrong) {
        Found found = values.get(setting);
        wrong(found == null ? notSet(setting, "") : found, wrong);
    }

    void wrong(String wrong) {
        sound = false;
        if (!isPart) {
            problems.add(place.isEmpty() ? wrong : place + ": " + wrong);
        }
    }

    /** Reports the mistakes that core found, except those that follow from values that could not be read. */
    void wrong(InvalidConfigException refused) {
        for (String problem : refused.problems()) {
            Matcher parts = IN_CODE.matcher(problem);
            Setting setting = parts.matches() ? BY_NAME_IN_CODE.get(parts.group(1)) : null;
            if (setting == null) {
                wrong(problem);
                continue;
            }
            String bound = inKeys(parts.group(3), setting);
            if (!unreadable.contains(setting) && unreadable.stream().noneMatch(each -> bound.contains(each.key()))) {
                Found found = values.get(setting);
                wrong(
                        found == null ? notSet(setting, parts.group(2)) : found,
                        found == null ? "(not set) " + bound : bound);
            }
        }
    }

    private Found notSet(Setting setting, String value) {
        return new Found(place.isEmpty() ? setting.key() : place + "." + setting.key(), value);
    }

    private void wrong(Found found, String wrong) {
        sound = false;
        if (!isPart) {
            report(found, wrong);
        }
    }

    /** Names the breaker if the mistake stands elsewhere, unless it is known to be one wherever it is inherited. */
    private void report(Found found, String wrong) {
        sound = false;
        String problem = found.inWords() + " " + wrong;
        if (isOwn(found)) {
            problems.add(problem);
        } else if (!problems.contains(problem)) {
            problems.add(problem + " (in " + place + ")");
        }
    }

    private boolean isOwn(Found found) {
        return found.key().startsWith(place) || found.key().startsWith(KnownNames.PREFIX + KnownNames.BREAKERS);
    }

    /** The way out, with keys instead of methods. */
    private static String inKeys(String bound, Setting setting) {
        return bound.replace("upTo(Duration)", setting.key() + "-up-to")
                .replace("slowCallsOver(Duration)", Setting.SLOW_CALLS_OVER.key())
                .replace("Ramp.off()", "off");
    }
}
