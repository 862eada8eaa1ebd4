// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;

/**
 * A change of a record that an instance or an operator asks for. Immutable.
 *
 * @param to the new state
 * @param lasts the wait until the first probe; zero for {@link FleetState#CLOSED}
 * @param attempt the number of openings in this outage, 1 for the first; 0 for {@link FleetState#CLOSED}
 * @param by the instance, or the operator of a hold
 * @param why the cause, in one line
 * @param notAfterMillis the time of the store from which on the move must be refused
 * @since 0.1
 */
public record Move(FleetState to, Duration lasts, int attempt, String by, String why, long notAfterMillis) {}
