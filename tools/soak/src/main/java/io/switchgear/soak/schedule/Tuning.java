package io.switchgear.soak.schedule;

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

    @Override
    public String toString() {
        return "window " + (windowCalls > 0 ? windowCalls + " calls" : windowMillis + " ms") + ", rule " + rule
                + ", probes " + required + "/" + probes + " by " + concurrent + ", ramp " + rampMillis + " ms";
    }
}
