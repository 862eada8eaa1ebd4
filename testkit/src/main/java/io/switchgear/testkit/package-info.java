/** Tools for testing code that uses a circuit breaker, without waiting. */
@NullMarked
package io.switchgear.testkit;

import org.jspecify.annotations.NullMarked;
