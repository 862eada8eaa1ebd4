/** The rules that open a closed breaker. */
@NullMarked
package io.switchgear.trip;

import org.jspecify.annotations.NullMarked;
