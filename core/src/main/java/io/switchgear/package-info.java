/** The circuit breaker, its phases and what it tells. Everything enters through {@link io.switchgear.CircuitBreaker}. */
@NullMarked
package io.switchgear;

import org.jspecify.annotations.NullMarked;
