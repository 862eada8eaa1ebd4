// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Instant;

/**
 * An event of a breaker: a change of state, resets included, or of its configuration. Immutable.
 *
 * @since 0.1
 */
public sealed interface BreakerEvent permits StateChange, Reconfiguration {

    /** {@return the breaker's name} */
    String breaker();

    /**
     * The event's place in the breaker's history.
     *
     * @return 1, 2, 3 ... for a change of state; for a reconfiguration, the number of the last change of state before it
     */
    long sequence();

    /** {@return the time at which it happened or fell due, for display} */
    Instant at();
}
