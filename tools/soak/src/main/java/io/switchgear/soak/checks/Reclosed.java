package io.switchgear.soak.checks;

import java.util.Locale;

/**
 * How long a breaker took to close after the service had recovered, and how long it may have taken. Immutable.
 *
 * @param waitNanos the rest of its wait, and those of openings since
 * @param probingNanos for its probes and its ramp, as often as it opened
 * @param openings since
 * @param idleNanos for how long nobody asked it
 * @param latenessNanos by how much the machine woke us too late
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
