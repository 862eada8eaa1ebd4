package io.switchgear;

/** The state of a breaker. */
public enum State {
    /** Calls pass and are counted; the trip rule decides when that ends. */
    CLOSED,
    /** Calls are rejected until the wait is over. */
    OPEN,
    /** A few calls pass as probes; they decide between {@link #CLOSED} and {@link #OPEN}. */
    HALF_OPEN
}
