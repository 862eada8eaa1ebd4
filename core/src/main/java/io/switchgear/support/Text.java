// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.util.Locale;

/** Text from outside, such as messages, names and keys, made safe for a line of a log. */
public final class Text {
    private static final String CUT = "…";
    /** The maximum number of characters read, as a multiple of the wanted length, from text that is mostly replaced. */
    private static final int READ_AT_MOST = 4;

    private Text() {}

    /**
     * Returns a share as a readable percentage: {@code 57 %}, {@code 12.5 %}.
     *
     * @param share the share; 0.57 for 57 %
     * @return the percentage, to one decimal
     */
    public static String percent(double share) {
        String number = String.format(Locale.ROOT, "%.1f", 100 * share);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " %";
    }

    /**
     * Returns the text on one line. Characters that could forge or hide part of a line (controls, line and paragraph
     * separators, format characters such as those that reverse the direction of writing, unpaired surrogates) become a
     * space, several in a row become one, and those at either end are removed. Text without such characters is returned
     * unchanged.
     *
     * @param text any text
     * @param max the maximum length, at least 1; longer text is cut, between whole characters, and ends in an ellipsis
     * @return a text of at most {@code max} characters
     */
    public static String oneLine(String text, int max) {
        int end = Math.min(text.length(), max);
        int at = 0;
        while (at < end && isHarmless(text, at)) {
            at += width(text, at);
        }
        if (at >= text.length() && at <= max) {
            return text;
        }
        return at >= end ? cut(new StringBuilder(text.substring(0, end)), max) : replaced(text, at, max);
    }

    /**
     * Returns whether the text is on one line and shows everything in it.
     *
     * @param text any text
     * @return false if {@link #oneLine} would replace anything
     */
    public static boolean isOneLine(String text) {
        for (int at = 0; at < text.length(); at += width(text, at)) {
            if (!isHarmless(text, at)) {
                return false;
            }
        }
        return true;
    }

    private static String replaced(String text, int harmless, int max) {
        StringBuilder line = new StringBuilder(max + 2).append(text, 0, harmless);
        int mostRead = (int) Math.min(text.length(), (long) max * READ_AT_MOST);
        boolean pending = false;
        int at = harmless;
        for (; at < mostRead && line.length() <= max; at += width(text, at)) {
            if (!isHarmless(text, at)) {
                pending = true;
                continue;
            }
            if (pending && line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
            pending = false;
            line.appendCodePoint(text.codePointAt(at));
        }
        return at < text.length() || line.length() > max ? cut(line, max) : line.toString();
    }

    private static String cut(StringBuilder line, int max) {
        int kept = Math.min(line.length(), max - CUT.length());
        if (kept > 0 && Character.isHighSurrogate(line.charAt(kept - 1))) {
            kept--;
        }
        line.setLength(kept);
        return line.append(CUT).toString();
    }

    private static int width(String text, int at) {
        return Character.charCount(text.codePointAt(at));
    }

    private static boolean isHarmless(String text, int at) {
        char first = text.charAt(at);
        if (first >= ' ' && first < 0x7F) {
            return true; // true for most text
        }
        return switch (Character.getType(text.codePointAt(at))) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
