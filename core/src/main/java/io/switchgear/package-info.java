/** The circuit breaker, its phases, events and snapshots. The entry point is {@link io.switchgear.CircuitBreaker}. */
@NullMarked
package io.switchgear;

import org.jspecify.annotations.NullMarked;
