// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

/**
 * The states of a breaker as a fleet sees it.
 *
 * @since 0.1
 */
public enum FleetState {
    /** Each instance decides for itself. */
    CLOSED,
    /** All instances reject calls until the wait is over; then one of them probes for all. */
    OPEN,
    /** An operator opened the breaker of all instances for a time; then one of them probes for all. */
    HELD
}
