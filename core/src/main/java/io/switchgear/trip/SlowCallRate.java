// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;

/**
 * Trips when the share of slow calls in the window, successful or failed, reaches the threshold. Immutable.
 *
 * @param threshold the threshold, above 0, at most 1
 * @param minimumCalls the number of calls from which the rate is evaluated, at least 1
 * @since 0.1
 */
public record SlowCallRate(double threshold, int minimumCalls) implements BuiltInRule {

    /**
     * Returns this rule with another minimum of calls.
     *
     * @param calls the minimum, at least 1; at most the size of a count window
     * @return a rule
     */
    public SlowCallRate minimumCalls(int calls) {
        return new SlowCallRate(threshold, calls);
    }

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.calls() > 0 && (double) metrics.slowCalls() / metrics.calls() >= threshold;
    }

    @Override
    public boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return calls >= minimumCalls && calls > 0 && (double) slowCalls / calls >= threshold;
    }

    @Override
    public String explain(Metrics metrics) {
        return Percent.rate("slow-call rate", metrics, metrics.slowCalls(), threshold);
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.share("slowCallRate", threshold);
        facts.callsInWindow("slowCallRate: minimumCalls", minimumCalls);
        facts.judgesSlowCalls("slowCallRate", threshold);
        facts.text("slow-call-rate", threshold);
        facts.text("minimum-calls", minimumCalls);
    }
}
