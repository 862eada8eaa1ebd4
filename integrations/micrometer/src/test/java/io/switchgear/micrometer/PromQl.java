// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics, matchers and labels that a PromQL expression names. It knows no grammar: what is nothing else is a metric. */
record PromQl(List<Selector> selectors, Set<String> labels) {
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\d+(?:\\.\\d+)?[smhdwy]?|[a-zA-Z_:][a-zA-Z0-9_:]*|\\{[^}]*}|\\S");
    private static final Pattern MATCHER =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");
    private static final Set<String> TAKE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** A label matcher, as in {@code state=~"open|half_open"}. */
    record LabelMatcher(String label, String operator, String value) {}

    /** A metric and its matchers. */
    record Selector(String metric, List<LabelMatcher> matchers) {}

    static PromQl parse(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            tokens.add(token.group());
        }
        tokens.add("");
        List<Selector> selectors = new ArrayList<>();
        Set<String> labels = new TreeSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            String word = tokens.get(i);
            String next = tokens.get(i + 1);
            if (TAKE_LABELS.contains(word)) {
                for (i += 2; !tokens.get(i).equals(")"); i++) {
                    if (!tokens.get(i).equals(",")) {
                        labels.add(tokens.get(i));
                    }
                }
            } else if (word.matches("[a-zA-Z_:].*")
                    && !WORDS.contains(word)
                    && !next.equals("(")
                    && !TAKE_LABELS.contains(next)) {
                selectors.add(new Selector(word, next.startsWith("{") ? matchers(next) : List.of()));
            }
        }
        return new PromQl(selectors, labels);
    }

    private static List<LabelMatcher> matchers(String braces) {
        List<LabelMatcher> matchers = new ArrayList<>();
        String inside = braces.substring(1, braces.length() - 1);
        Matcher matcher = MATCHER.matcher(inside);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            matchers.add(new LabelMatcher(matcher.group(1), matcher.group(2), matcher.group(3)));
            end = matcher.end();
        }
        if (end != inside.length()) {
            throw new AssertionError("no label matchers: " + braces);
        }
        return matchers;
    }
}
