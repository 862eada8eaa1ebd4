package io.switchgear;

/**
 * The registration of a listener or an observer with a breaker, a registry or a keyed breaker. Thread-safe.
 *
 * @since 0.1
 */
public interface Registration extends AutoCloseable {

    /**
     * Ends the registration: no delivery starts after this; one that another thread has started may still be running. Does
     * nothing when called again.
     */
    @Override
    void close();

    /**
     * Events that this listener did not get because more than 256 were waiting for it; the oldest are dropped.
     *
     * @return number of dropped events
     */
    long dropped();
}
