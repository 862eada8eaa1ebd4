package io.switchgear;

/** Why a call was not let through. */
public enum RejectionReason {
    /** The breaker is open and its wait is not over. */
    OPEN,
    /** The breaker is half-open and has no place for another probe at this moment. */
    PROBES_BUSY
}
