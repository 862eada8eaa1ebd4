/** The guards that are compared: real libraries on virtual time, and published formulas. Not thread-safe. */
@NullMarked
package io.switchgear.simulation.guard;

import org.jspecify.annotations.NullMarked;
