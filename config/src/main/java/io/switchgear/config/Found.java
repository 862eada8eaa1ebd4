// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A value as a source has it. Immutable.
 *
 * @param key the full key
 * @param text the value, without blanks at its ends
 */
record Found(String key, String text) {
    private static final int LONGEST_QUOTE = 60;

    /** All settings below one of the prefixes, which name the same place in different notations. */
    static Map<Setting, Found> allIn(SettingsSource source, List<String> prefixes) {
        Map<Setting, Found> found = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            for (String prefix : prefixes) {
                Found value = in(source, prefix + setting.key(), setting.isList());
                if (value != null) {
                    found.put(setting, value);
                    break;
                }
            }
        }
        return found;
    }

    /** A list is one text with commas, or has an index behind the key for each element. */
    private static @Nullable Found in(SettingsSource source, String key, boolean isList) {
        String text = source.get(key);
        if (text == null && isList) {
            StringJoiner all = new StringJoiner(",");
            int count = 0;
            for (String each = source.get(key + "[0]"); each != null; each = source.get(key + "[" + count + "]")) {
                all.add(each);
                count++;
            }
            text = count == 0 ? null : all.toString();
        }
        return text == null ? null : new Found(key, text.strip());
    }

    /** The key and the value on one line. */
    String inWords() {
        return key + "=" + quoted(text);
    }

    /** A text from outside, on one line and not too long for a message. */
    static String quoted(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE - 1) + "…";
    }
}
