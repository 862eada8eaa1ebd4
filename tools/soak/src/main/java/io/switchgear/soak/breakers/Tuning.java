// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

/**
 * The settings of a reconfiguration. Immutable.
 *
 * @param windowCalls the calls in the window; 0 for a time window
 * @param windowMillis the length of a time window
 * @param rule the trip rule
 * @param probes the probes admitted while half-open
 * @param required the probes that must succeed
 * @param concurrent the probes that may be out at the same time
 * @param rampMillis the length of the ramp; 0 for none
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
