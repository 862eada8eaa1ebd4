// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/**
 * The state of a breaker. The first four follow each other automatically; the others begin and end only by hand.
 *
 * @since 0.1
 */
public enum State {
    /** Calls pass and are counted; the trip rule decides when this ends. */
    CLOSED,
    /** Calls are rejected until the wait is over. */
    OPEN,
    /** A few calls pass as probes, then, with a ramp, a growing share of all; they decide between closed and open. */
    HALF_OPEN,
    /**
     * The breaker has tripped and is configured to shed: a share of the calls is rejected, depending on how many of the
     * others fail.
     */
    SHEDDING,
    /** Every call is rejected. */
    FORCED_OPEN,
    /** Every call passes and nothing is counted. */
    DISABLED,
    /** Shadow mode: every call passes, while the breaker shows what it would have done. */
    METRICS_ONLY;

    /** Whether the state keeps calls out or takes the breaker out of service. */
    boolean isAlarming() {
        return this == OPEN || this == SHEDDING || isManual();
    }

    /** Whether the state ends only by hand. */
    boolean isManual() {
        return compareTo(FORCED_OPEN) >= 0;
    }
}
