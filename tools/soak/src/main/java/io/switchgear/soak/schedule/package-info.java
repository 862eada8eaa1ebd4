/** The schedule: derived only from a seed, so that the same seed gives the same actions. */
@NullMarked
package io.switchgear.soak.schedule;

import org.jspecify.annotations.NullMarked;
