// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.Durations;
import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;
import java.time.Duration;

/**
 * Trips on a run of failures without a success between them. Failures come in bursts, so a run that must also last for some
 * time distinguishes an outage from a hiccup better than a longer run does. Immutable.
 *
 * @param count the failures in a row, at least 1
 * @param span the minimum time from the first to the last of them; zero for any
 * @since 0.1
 */
public record ConsecutiveFailures(int count, Duration span) implements BuiltInRule {

    /**
     * Returns this rule for runs that last at least some time.
     *
     * @param least the minimum time from the first to the last failure of the run; zero or more, at most 36,500 days
     * @return a rule
     */
    public ConsecutiveFailures spanning(Duration least) {
        return new ConsecutiveFailures(count, least);
    }

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.consecutiveFailures() >= count
                && metrics.consecutiveFailuresSpan().compareTo(span) >= 0;
    }

    @Override
    public boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return run >= count && runSpanNanos >= Durations.nanos(span);
    }

    /** {@return 0, because abandoned calls are in the run but never in the window} */
    @Override
    public int minimumCalls() {
        return 0;
    }

    @Override
    public String explain(Metrics metrics) {
        String run = run(metrics.consecutiveFailures(), metrics.consecutiveAbandoned(), metrics);
        return span.isZero()
                ? run
                : run + ", over " + Durations.text(metrics.consecutiveFailuresSpan()) + " >= " + Durations.text(span);
    }

    private String run(long failures, long abandoned, Metrics metrics) {
        String late = " given up"
                + metrics.abandonedAfter()
                        .map(bound -> " after more than " + Durations.text(bound))
                        .orElse("");
        if (abandoned > 0 && abandoned == failures) {
            return failures + (failures == 1 ? " call was" : " calls in a row were") + late;
        }
        String bound = failures + " failures in a row >= " + count;
        return abandoned == 0 ? bound : bound + ", " + abandoned + " of them" + late;
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.calls("consecutiveFailures", count);
        facts.duration("consecutiveFailures: spanning", span, 0);
        facts.text("consecutive-failures", count);
        facts.text("consecutive-failures-span", span);
    }
}
