// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;

/**
 * Trips when failures / (successes + failures) in the window reaches the threshold. Immutable.
 *
 * @param threshold the threshold, above 0, at most 1
 * @param minimumCalls the number of calls from which the rate is evaluated, at least 1
 * @since 0.1
 */
public record FailureRate(double threshold, int minimumCalls) implements BuiltInRule {

    /**
     * Returns this rule with another minimum of calls.
     *
     * @param calls the minimum, at least 1; at most the size of a count window
     * @return a rule
     */
    public FailureRate minimumCalls(int calls) {
        return new FailureRate(threshold, calls);
    }

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.calls() > 0 && (double) metrics.failures() / metrics.calls() >= threshold;
    }

    @Override
    public boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return calls >= minimumCalls && calls > 0 && (double) failures / calls >= threshold;
    }

    @Override
    public String explain(Metrics metrics) {
        return Percent.rate("failure rate", metrics, metrics.failures(), threshold);
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.share("failureRate", threshold);
        facts.callsInWindow("failureRate: minimumCalls", minimumCalls);
        facts.judgesFailures(threshold);
        facts.text("failure-rate", threshold);
        facts.text("minimum-calls", minimumCalls);
    }
}
