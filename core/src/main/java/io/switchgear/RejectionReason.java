package io.switchgear;

/**
 * Why a call was not let through.
 *
 * @since 0.1
 */
public enum RejectionReason {
    /** The breaker is open and its wait is not over. */
    OPEN,
    /** The breaker is half-open and has no place for another probe at this moment. */
    PROBES_BUSY,
    /** The breaker is half-open and ramping up, and it was not this call's turn. */
    RAMP,
    /** The breaker sheds a share of the calls, and this call is in it. */
    SHED,
    /** The breaker was forced open by hand. */
    FORCED_OPEN
}
