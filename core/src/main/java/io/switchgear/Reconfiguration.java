// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Instant;

/**
 * The event that a breaker was given another configuration. Immutable.
 *
 * @param breaker the breaker's name
 * @param before the previous configuration
 * @param after the new configuration
 * @param sequence the number of the last change of state before it, 0 if there is none
 * @param at the time, for display
 * @since 0.1
 */
public record Reconfiguration(
        String breaker, CircuitBreakerConfig before, CircuitBreakerConfig after, long sequence, Instant at)
        implements BreakerEvent {

    /** {@return the event in one line} */
    @Override
    public String toString() {
        return breaker + " was reconfigured";
    }
}
