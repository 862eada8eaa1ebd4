package io.switchgear.demo.service;

import java.io.IOException;
import java.util.Optional;

/** Something real, in a process of its own, that can be made to break. It starts healthy. To be used by one thread. */
public interface Breakable extends AutoCloseable {
    /** {@return the address at which programs reach it, also after it was killed and started again} */
    String address();

    /** {@return the id of its process} */
    long pid();

    /**
     * Takes it to another mode, one of those that it knows, and returns when it is in it: a killed one is started again.
     *
     * @return the calls that it got since the last change; absent when it cannot count, or is or was killed
     * @throws IOException if its process has died without being told to, or cannot be started again
     */
    Optional<Hits> enter(ServiceMode mode) throws IOException;

    /** Ends it, and leaves nothing behind. */
    @Override
    void close();
}
