/** The simulated world: time, load, services with their faults, and scores. Not thread-safe. */
@NullMarked
package io.switchgear.simulation.world;

import org.jspecify.annotations.NullMarked;
