package io.switchgear.trip;

import io.switchgear.support.Durations;
import io.switchgear.support.RuleFacts;
import io.switchgear.window.Metrics;
import java.time.Duration;

/**
 * Trips when this many calls have been out for longer than a limit: hung calls complete nothing, so no rate sees them. It is
 * asked when calls are let in, at most every tenth of the limit, and sees ages to within that tenth; the breaker opens when that
 * is noticed, not when it fell due, since by then more calls may be out. Immutable.
 *
 * @param count calls out for too long, at least 1
 * @param longerThan the limit, more than zero
 * @since 0.1
 */
public record StuckCalls(int count, Duration longerThan) implements BuiltInRule {

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.stuckCalls() >= count;
    }

    /** {@return 0: hung calls never get into the window} */
    @Override
    public int minimumCalls() {
        return 0;
    }

    @Override
    public String explain(Metrics metrics) {
        return "calls out for longer than " + Durations.text(longerThan) + ": " + metrics.stuckCalls() + " >= " + count;
    }

    @Override
    @SuppressWarnings("exports") // For the engine alone.
    public void tell(RuleFacts facts) {
        facts.calls("stuckCalls", count);
        facts.duration("stuckCalls: limit", longerThan, 1);
        facts.looksAtAges("stuckCalls: limit", longerThan);
        facts.text("stuck-calls", count);
        facts.text("stuck-calls-over", longerThan);
    }
}
