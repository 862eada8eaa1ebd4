/** The clock of a breaker. */
@NullMarked
package io.switchgear.time;

import org.jspecify.annotations.NullMarked;
