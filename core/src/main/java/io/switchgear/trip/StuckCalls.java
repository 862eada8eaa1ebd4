// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.Durations;
import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;
import java.time.Duration;

/**
 * Trips when this many calls have been out for longer than a limit: a hung call never ends, so no rate includes it. The
 * rule is evaluated when calls are admitted, at most once every tenth of the limit, and measures ages to within that tenth.
 * The breaker opens when this is noticed, not when it fell due, because more calls may be out by then. Immutable.
 *
 * @param count the calls out for too long, at least 1
 * @param longerThan the limit, more than zero
 * @since 0.1
 */
public record StuckCalls(int count, Duration longerThan) implements BuiltInRule {

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.stuckCalls() >= count;
    }

    /** {@return 0, because hung calls are never in the window} */
    @Override
    public int minimumCalls() {
        return 0;
    }

    @Override
    public String explain(Metrics metrics) {
        return "calls out for longer than " + Durations.text(longerThan) + ": " + metrics.stuckCalls() + " >= " + count;
    }

    @Override
    @SuppressWarnings("exports") // For the engine only.
    public void tell(RuleFacts facts) {
        facts.calls("stuckCalls", count);
        facts.duration("stuckCalls: limit", longerThan, 1);
        facts.looksAtAges("stuckCalls: limit", longerThan);
        facts.text("stuck-calls", count);
        facts.text("stuck-calls-over", longerThan);
    }
}
