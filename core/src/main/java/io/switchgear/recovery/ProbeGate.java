package io.switchgear.recovery;

import java.time.Duration;

/**
 * Decides when an open breaker whose wait is over may probe: one zone first, one instance of many at a time. It is asked by calls that
 * find the wait over, on their threads, so it must be fast and thread-safe. One that throws, or returns {@code null} or a negative
 * duration, lets the breaker probe; that is logged once per breaker and counted.
 *
 * <p>A gate cannot keep a breaker open: it is not asked any more once the wait has been over for a probe timeout.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ProbeGate {

    /**
     * Says whether to probe now.
     *
     * @param breaker the breaker's name
     * @param overdue for how long the wait has been over; zero or more
     * @return zero to probe now, else how long to wait before the gate is asked again
     */
    Duration holdsFor(String breaker, Duration overdue);

    /**
     * Never holds a probe back: the default.
     *
     * @return a gate that always returns zero
     */
    static ProbeGate open() {
        return (breaker, overdue) -> Duration.ZERO;
    }
}
