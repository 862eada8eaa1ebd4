/**
 * Counts of calls, for the engine alone: counters without contention, and the two windows made of them. It knows no breaker. Not
 * exported.
 */
@NullMarked
package io.switchgear.counting;

import org.jspecify.annotations.NullMarked;
