// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

import java.io.IOException;
import java.util.Optional;

/** A real dependency, in a process of its own, that can be made to fail. It starts healthy. Used by one thread. */
public interface Breakable extends AutoCloseable {
    /** {@return its address, which stays the same after it was killed and restarted} */
    String address();

    /** {@return the id of its process} */
    long pid();

    /**
     * Moves it to another of the modes that it supports, and returns when it is in it: a killed one is restarted.
     *
     * @return the calls that it received since the last change; absent if it cannot count, or is or was killed
     * @throws IOException if its process has died unexpectedly, or cannot be restarted
     */
    Optional<Hits> enter(ServiceMode mode) throws IOException;

    /** Ends it, and cleans up. */
    @Override
    void close();
}
