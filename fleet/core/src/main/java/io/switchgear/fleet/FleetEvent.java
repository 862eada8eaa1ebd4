// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

/**
 * Something that an instance has learned about its fleet. Immutable.
 *
 * @param kind the kind of event
 * @param breaker the breaker
 * @param text the event in one line, with the cause
 * @since 0.1
 */
public record FleetEvent(Kind kind, String breaker, String text) {
    /**
     * The kinds of events.
     *
     * @since 0.1
     */
    public enum Kind {
        /** The fleet opened the breaker, or opened it again after probes that failed. */
        OPENED,
        /** The fleet's outage is over. */
        CLOSED,
        /** An operator opened the breaker of all instances. */
        HELD,
        /** The probes of this instance were not accepted, since its lease had ended. */
        LEASE_LOST,
        /** The store no longer answers: the breaker is on its own. */
        ALONE,
        /** The store answers again. */
        BACK
    }

    @Override
    public String toString() {
        return breaker + ": " + text;
    }
}
