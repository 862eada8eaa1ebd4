// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.BuiltIn;
import io.switchgear.support.RuleFacts;
import io.switchgear.support.SettingText;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.Condition;
import io.switchgear.trip.TripRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A trip rule in the keys of configuration files, which join all rules by any-of and have one value per key. A rule that
 * does not fit, such as an all-of or a function, becomes one {@code trip-when}. Not thread-safe.
 */
final class RuleText implements RuleFacts {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private boolean fits = true;

    private RuleText() {}

    static void addTo(BiConsumer<String, Object> settings, TripRule rule) {
        RuleText flat = new RuleText();
        flat.add(rule);
        if (flat.fits) {
            flat.settings.forEach(settings);
        } else {
            settings.accept("trip-when", whole(rule));
        }
    }

    private void add(@Nullable Object rule) {
        if (rule instanceof AnyOf any) {
            any.rules().forEach(this::add);
        } else if (rule instanceof BuiltIn known) {
            int before = settings.size();
            known.tell(this);
            fits &= settings.size() > before;
        } else {
            fits = false;
        }
    }

    @Override
    public void joins(String how, List<?> rules) {
        fits = false;
    }

    @Override
    public void text(String key, @Nullable Object value) {
        String text = SettingText.of(value);
        String present = settings.putIfAbsent(key, text);
        fits &= present == null || present.equals(text);
    }

    /** The text of one rule, however deeply nested. */
    private static String whole(@Nullable Object rule) {
        Whole text = new Whole();
        if (rule instanceof Condition condition) {
            return "\"" + condition.name() + "\"";
        }
        if (!(rule instanceof BuiltIn known)) {
            return rule == null ? "" : SettingText.function(rule);
        }
        known.tell(text);
        return text.words.toString();
    }

    private static final class Whole implements RuleFacts {
        private final StringBuilder words = new StringBuilder();

        @Override
        public void joins(String how, List<?> rules) {
            words.append(how).append(rules.stream().map(RuleText::whole).collect(Collectors.joining("; ", "(", ")")));
        }

        @Override
        public void text(String key, @Nullable Object value) {
            words.append(words.length() == 0 ? "" : " ").append(key).append('=').append(SettingText.of(value));
        }
    }
}
