// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Java source text, divided into code and prose. */
final class JavaText {
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(String.join(
            "|",
            "\"\"\"[\\s\\S]*?\"\"\"",
            "\"(?:[^\"\\\\\\n]|\\\\.)*+\"",
            "'(?:[^'\\\\\\n]|\\\\.)*+'",
            "//[^\\n]*",
            "/\\*[\\s\\S]*?\\*/"));

    private JavaText() {}

    /** The code alone: comments are gone, string and character literals are empty, lines keep their numbers. */
    static String codeOf(String source) {
        return COMMENT_OR_LITERAL.matcher(source).replaceAll(match -> {
            String newlines = match.group().replaceAll("[^\n]", "");
            return match.group().startsWith("/") ? newlines : "\"\"" + newlines;
        });
    }

    /** The comments and literals alone: the code around them is gone, lines keep their numbers. */
    static String proseOf(String source) {
        StringBuilder prose = new StringBuilder();
        int end = 0;
        for (MatchResult match : COMMENT_OR_LITERAL.matcher(source).results().toList()) {
            prose.append(source.substring(end, match.start()).replaceAll("[^\n]+", " "))
                    .append(match.group());
            end = match.end();
        }
        return prose.toString();
    }
}
