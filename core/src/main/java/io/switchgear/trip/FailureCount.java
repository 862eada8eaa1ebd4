// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;

/**
 * Trips when the window holds this many failures. Immutable.
 *
 * @param count the number of failures, at least 1; at most the size of a count window
 * @since 0.1
 */
public record FailureCount(int count) implements BuiltInRule {

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.failures() >= count;
    }

    @Override
    public boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return failures >= count;
    }

    @Override
    public String explain(Metrics metrics) {
        return "failures " + metrics.describe(metrics.failures()) + " >= " + count;
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.callsInWindow("failureCount", count);
        facts.text("failure-count", count);
    }
}
