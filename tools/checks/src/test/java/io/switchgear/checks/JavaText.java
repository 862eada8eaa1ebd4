package io.switchgear.checks;

import java.util.regex.Pattern;

/** Java source text without what is not code. */
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
}
