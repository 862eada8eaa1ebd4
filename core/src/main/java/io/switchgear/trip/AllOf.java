// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Trips when all rules do. Immutable.
 *
 * @param rules the rules, one or more
 * @since 0.1
 */
public record AllOf(List<TripRule> rules) implements BuiltInRule {

    /**
     * Copies the list as it is: the configuration that takes the rule checks its content.
     *
     * @param rules the rules, one or more
     */
    public AllOf {
        rules = rules == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(rules));
    }

    @Override
    public boolean trips(Metrics metrics) {
        return rules.stream().allMatch(rule -> rule.trips(metrics));
    }

    @Override
    public int minimumCalls() {
        return rules.stream().mapToInt(TripRule::minimumCalls).max().orElse(1);
    }

    @Override
    @SuppressWarnings("ForLoopReplaceableByForEach") // An iterator would allocate for each failure.
    public boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        for (int i = 0; i < rules.size(); i++) {
            if (!BuiltInRule.holds(rules.get(i), calls, failures, slowCalls, run, runSpanNanos)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String explain(Metrics metrics) {
        return rules.stream()
                .map(rule -> Objects.requireNonNull(rule.explain(metrics)))
                .collect(Collectors.joining(" and "));
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.joins("allOf", rules);
    }
}
