package io.switchgear;

/** A listener's registration with a breaker. Thread-safe. */
public interface Registration {

    /**
     * Ends the registration: no delivery starts after this; one that another thread has started may still be running. Does
     * nothing when called again.
     */
    void remove();

    /**
     * Events that this listener did not get because more than 256 were waiting for it; the oldest are dropped.
     *
     * @return number of dropped events
     */
    long dropped();
}
