/** The command {@code switchgear simulate}: guards in front of simulated services, in virtual time, as tables. */
@NullMarked
package io.switchgear.simulation;

import org.jspecify.annotations.NullMarked;
