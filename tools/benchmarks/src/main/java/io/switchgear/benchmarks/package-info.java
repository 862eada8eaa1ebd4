/** Measures what a call through a breaker costs, as a ratio to a floor and to other breakers. */
@NullMarked
package io.switchgear.benchmarks;

import org.jspecify.annotations.NullMarked;
