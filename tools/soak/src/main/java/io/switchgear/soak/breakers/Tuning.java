package io.switchgear.soak.breakers;

/**
 * What a reconfiguration sets. Immutable.
 *
 * @param windowCalls calls in the window; 0 for one of time
 * @param windowMillis length of a window of time
 * @param rule when it trips
 * @param probes let through while half-open
 * @param required of them to succeed
 * @param concurrent of them out at once
 * @param rampMillis length of the ramp; 0 for none
 */
public record Tuning(
        int windowCalls, int windowMillis, Rule rule, int probes, int required, int concurrent, int rampMillis) {

    /** Which trip rules a breaker has. */
    public enum Rule {
        /** A failure rate, or failures in a row. */
        DEFAULTS,
        FAILURE_RATE,
        FAILURE_COUNT,
        SLOW_CALLS,
        STUCK_CALLS,
        /** A function of the metrics, made by a user. */
        OWN
    }

    @Override
    public String toString() {
        return "window " + (windowCalls > 0 ? windowCalls + " calls" : windowMillis + " ms") + ", rule " + rule
                + ", probes " + required + "/" + probes + " by " + concurrent + ", ramp " + rampMillis + " ms";
    }
}
