/** The invariants, as rules over observations: no thread, no socket and no clock in here. */
@NullMarked
package io.switchgear.soak.checks;

import org.jspecify.annotations.NullMarked;
