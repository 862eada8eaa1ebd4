// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/**
 * The registration of a listener or an observer with a breaker, a registry or a keyed breaker. Thread-safe.
 *
 * @since 0.1
 */
public interface Registration extends AutoCloseable {

    /**
     * Ends the registration: no delivery starts after this, but one that another thread has started may still be running.
     * Repeated calls do nothing.
     */
    @Override
    void close();

    /**
     * The events that this listener did not receive because more than 256 were waiting for it; the oldest are dropped.
     *
     * @return the number of dropped events
     */
    long dropped();
}
