package io.switchgear;

import java.time.Instant;

/**
 * A breaker was given another configuration. Immutable.
 *
 * @param breaker the breaker's name
 * @param before the configuration until then
 * @param after the configuration from then on
 * @param sequence the number of the last change of state before it, 0 for none
 * @param at when, for display
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
