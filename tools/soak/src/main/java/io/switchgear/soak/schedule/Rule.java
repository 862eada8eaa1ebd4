package io.switchgear.soak.schedule;

/** The trip rules of a breaker. */
public enum Rule {
    /** A failure rate, or failures in a row. */
    DEFAULTS,
    FAILURE_RATE,
    FAILURE_COUNT,
    SLOW_CALLS,
    STUCK_CALLS,
    /** A user-defined function of the metrics. */
    OWN
}
