// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;
import java.util.function.Predicate;

/**
 * Trips when a user's condition holds. Immutable.
 *
 * @param name the name of the condition, for explanations
 * @param test the condition; pure and thread-safe
 * @param minimumCalls the number of calls from which it is evaluated, at least 1
 * @since 0.1
 */
public record Condition(String name, Predicate<? super Metrics> test, int minimumCalls) implements BuiltInRule {

    /**
     * Returns this condition with another minimum of calls.
     *
     * @param calls the minimum, at least 1; at most the size of a count window
     * @return a rule
     */
    public Condition minimumCalls(int calls) {
        return new Condition(name, test, calls);
    }

    @Override
    public boolean trips(Metrics metrics) {
        return test.test(metrics);
    }

    @Override
    public String explain(Metrics metrics) {
        return name + " (" + metrics.describe(metrics.failures()) + " failed)";
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.present("when: name", name);
        facts.present("when: condition", test);
        facts.callsInWindow("minimumCalls", minimumCalls);
        facts.readsEverything();
    }
}
