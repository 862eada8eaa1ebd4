/** The simulated world: its time, the load, the services and their faults, and the scores. Not thread-safe. */
@NullMarked
package io.switchgear.simulation.world;

import org.jspecify.annotations.NullMarked;
