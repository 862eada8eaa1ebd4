package io.switchgear.soak.schedule;

/** A move by hand. */
public enum Hand {
    FORCE_OPEN,
    DISABLE,
    METRICS_ONLY,
    RELEASE,
    RESET,
    /** For a time. */
    OPEN,
    /** For a time, by a program that does not know whether it is held. */
    OPEN_UNLESS_HELD,
    /** Opens, and ends the outage as probes do. */
    RECOVER,
    /** Hundreds of resets by two threads at once, more than the mailbox of a slow listener holds. */
    STORM;

    /** Whether it lasts until {@link #RELEASE}. */
    public boolean holds() {
        return compareTo(RELEASE) < 0;
    }
}
