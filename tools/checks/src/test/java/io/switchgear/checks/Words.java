// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Looks for words and phrases in prose: on Markdown pages, and in the comments and texts of sources. */
final class Words {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(`{3,}).*?^ *\\1 *$");
    private static final Pattern CODE_OR_TARGET = Pattern.compile("`[^`\n]+`|]\\([^)\n]*\\)");

    private static final Pattern INLINE_CODE = Pattern.compile("\\{@(?:code|link) [^}]*}");

    private Words() {}

    /** A phrase as whole words, in any case; where it has a blank, a line of a comment or of a page may end. */
    static Pattern pattern(String phrase) {
        return Pattern.compile("(?i)\\b(?:" + phrase.replace(" ", "[\\s*/]+") + ")\\b");
    }

    /** A page without code and without the targets of links; lines keep their numbers. */
    static String onPage(String page) {
        return blank(CODE_OR_TARGET, blank(FENCED, page));
    }

    /** The comments and texts of a source, without the code in them; lines keep their numbers. */
    static String inSource(String source) {
        return blank(INLINE_CODE, JavaText.proseOf(source));
    }

    /** The places of a phrase in a text, each as a line number and the words found. */
    static List<String> places(Pattern phrase, String text) {
        List<String> places = new ArrayList<>();
        for (MatchResult match : phrase.matcher(text).results().toList()) {
            long newlines = text.substring(0, match.start())
                    .chars()
                    .filter(each -> each == '\n')
                    .count();
            places.add(newlines + 1 + ": "
                    + match.group().replaceAll("[\\s*/]+", " ").strip());
        }
        return places;
    }

    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> " # " + match.group().replaceAll("[^\n]", ""));
    }
}
