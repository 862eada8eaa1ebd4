// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import java.util.Locale;

/**
 * The time that a breaker took to close after the service had recovered, and the time allowed. Immutable.
 *
 * @param waitNanos the rest of its wait, and the waits of later openings
 * @param probingNanos the time for its probes and its ramp, once per opening
 * @param openings the openings since the recovery
 * @param idleNanos the time in which no caller asked it
 * @param latenessNanos the delay with which the machine woke threads
 */
public record Reclosed(
        String breaker,
        boolean closed,
        long tookNanos,
        long waitNanos,
        long probingNanos,
        long openings,
        long idleNanos,
        long latenessNanos) {

    public boolean isInTime() {
        return tookNanos <= waitNanos + probingNanos + idleNanos + latenessNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s %.3f s after the service recovered; at most %.3f s of waits, %.3f s for probes and ramp (%d openings"
                        + " since), %.3f s in which nobody asked and %.3f s for which the machine was late",
                breaker,
                closed ? "closed" : "not closed",
                tookNanos / 1e9,
                waitNanos / 1e9,
                probingNanos / 1e9,
                openings,
                idleNanos / 1e9,
                latenessNanos / 1e9);
    }
}
