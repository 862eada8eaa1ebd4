package io.switchgear;

/**
 * The state of a breaker. The first four follow each other by themselves; the others begin and end by hand only.
 *
 * @since 0.1
 */
public enum State {
    /** Calls pass and are counted; the trip rule decides when that ends. */
    CLOSED,
    /** Calls are rejected until the wait is over. */
    OPEN,
    /** A few calls pass as probes, then, with a ramp, a growing share of all; they decide between closed and open. */
    HALF_OPEN,
    /** A share of the calls is rejected, by how many of the others fail: the breaker has tripped and is configured to shed. */
    SHEDDING,
    /** Every call is rejected. */
    FORCED_OPEN,
    /** Every call passes and nothing is counted. */
    DISABLED,
    /** Every call passes, while the same machine runs beside them to show what it would have done. */
    METRICS_ONLY;

    /** Whether it keeps calls out or takes the breaker out of service. */
    boolean isAlarming() {
        return this == OPEN || this == SHEDDING || isManual();
    }

    /** Whether it ends by hand only. */
    boolean isManual() {
        return compareTo(FORCED_OPEN) >= 0;
    }
}
