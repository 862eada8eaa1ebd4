package io.switchgear.soak.schedule;

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
