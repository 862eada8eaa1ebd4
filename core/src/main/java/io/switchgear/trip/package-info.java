/** When a closed breaker opens. */
@NullMarked
package io.switchgear.trip;

import org.jspecify.annotations.NullMarked;
