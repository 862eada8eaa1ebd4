package io.switchgear;

import java.time.Instant;

/**
 * Something that happened to a breaker: a change of state, resets included, or of its configuration. Immutable.
 *
 * @since 0.1
 */
public sealed interface BreakerEvent permits StateChange, Reconfiguration {

    /** {@return the breaker's name} */
    String breaker();

    /**
     * Its place in the breaker's history.
     *
     * @return for a change of state 1, 2, 3 ...; for a reconfiguration the number of the last change of state before it
     */
    long sequence();

    /** {@return when it happened or fell due, for display} */
    Instant at();
}
