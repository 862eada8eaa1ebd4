// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/**
 * The reason why a call was rejected.
 *
 * @since 0.1
 */
public enum RejectionReason {
    /** The breaker is open and its wait is not over. */
    OPEN,
    /** The breaker is half-open and has no place for another probe. */
    PROBES_BUSY,
    /** The breaker is half-open and ramping up, and this call was not selected to pass. */
    RAMP,
    /** The breaker sheds a share of the calls, and this call is part of it. */
    SHED,
    /** The breaker was forced open by hand. */
    FORCED_OPEN
}
