/**
 * Counts of calls, for the engine only: counters without contention, and the two windows built on them. Independent of
 * breakers. Not exported.
 */
@NullMarked
package io.switchgear.counting;

import org.jspecify.annotations.NullMarked;
