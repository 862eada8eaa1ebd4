// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One rule of {@link OutcomeRules}: matching results or exceptions have this outcome. Immutable.
 *
 * @param outcome the outcome of a match
 * @param type the name of the exceptions that match, or {@code null} if a function decides
 * @param test whether a result or an exception matches
 */
record Rule(Outcome outcome, @Nullable String type, Predicate<@Nullable Object> test) {

    /** Whether one of the rules with this outcome matches. */
    static boolean matches(List<Rule> rules, Outcome outcome, @Nullable Object value) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.outcome == outcome && rule.test.test(value)) {
                return true;
            }
        }
        return false;
    }

    /** All rules in the keys of configuration files. */
    static String text(List<Rule> onThrown, List<Rule> onResult) {
        String ignored = types(onThrown, Outcome.IGNORED);
        String failures = types(onThrown, Outcome.FAILURE);
        long functions = functions(onThrown) + functions(onResult);
        StringJoiner settings = new StringJoiner(", ").setEmptyValue("classify=defaults");
        if (!ignored.isEmpty()) {
            settings.add("ignore=" + ignored);
        }
        if (!failures.isEmpty()) {
            settings.add("fail-on=" + failures);
        }
        if (functions > 0) {
            settings.add("classify=" + functions + (functions == 1 ? " function" : " functions"));
        }
        return settings.toString();
    }

    private static String types(List<Rule> rules, Outcome outcome) {
        return rules.stream()
                .filter(rule -> rule.outcome == outcome && rule.type != null)
                .map(rule -> rule.type)
                .collect(Collectors.joining(","));
    }

    private static long functions(List<Rule> rules) {
        return rules.stream().filter(rule -> rule.type == null).count();
    }
}
