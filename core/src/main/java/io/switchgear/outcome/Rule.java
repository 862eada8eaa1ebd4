package io.switchgear.outcome;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One rule of {@link OutcomeRules}: what matches has this outcome. Immutable. */
record Rule(Outcome outcome, Predicate<@Nullable Object> test) {

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
}
