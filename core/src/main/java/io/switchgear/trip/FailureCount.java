package io.switchgear.trip;

import io.switchgear.window.Metrics;

/**
 * Trips when the window holds this many failures. Immutable.
 *
 * @param count at least 1; at most the size of a count window
 * @since 0.1
 */
public record FailureCount(int count) implements TripRule {

    @Override
    public boolean trips(Metrics metrics) {
        return metrics.failures() >= count;
    }

    @Override
    public String explain(Metrics metrics) {
        return "failures " + metrics.describe(metrics.failures()) + " >= " + count;
    }
}
