/** The one clock of a breaker, and durations as text. */
@NullMarked
package io.switchgear.time;

import org.jspecify.annotations.NullMarked;
