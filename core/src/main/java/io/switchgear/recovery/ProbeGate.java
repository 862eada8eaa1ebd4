// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import java.time.Duration;

/**
 * Decides when an open breaker whose wait is over may probe, for example one zone first, or one instance of many at a time.
 * Calls that find the wait over ask it on their own threads, so it must be fast and thread-safe. If it throws, or returns
 * {@code null} or a negative duration, the breaker probes; that is logged once per breaker and counted.
 *
 * <p>A gate cannot keep a breaker open: it is no longer asked once the wait has been over for a probe timeout.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ProbeGate {

    /**
     * Decides whether to probe now.
     *
     * @param breaker the breaker's name
     * @param overdue the time since the wait was over; zero or more
     * @return zero to probe now, else the time until the gate is asked again
     */
    Duration holdsFor(String breaker, Duration overdue);

    /**
     * Returns the default gate, which never holds a probe back.
     *
     * @return a gate that always returns zero
     */
    static ProbeGate open() {
        return (breaker, overdue) -> Duration.ZERO;
    }
}
