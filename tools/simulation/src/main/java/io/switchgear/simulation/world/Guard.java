// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A guard between a caller and a service, which rejects calls. It reads the virtual time. Not thread-safe. */
public interface Guard {
    /** {@return the admission to settle the call with; {@code null} if it is rejected} */
    @Nullable
    Object admit();

    /** Settles a call with the outcome that its caller sees. */
    void settle(Object admission, boolean success);

    /** {@return the number of openings; 0 for a guard without states} */
    default int openings() {
        return 0;
    }

    /** {@return whether it admits calls only to see how they end} */
    default boolean isProbing() {
        return false;
    }

    /** {@return whether it admits everything} */
    default boolean isClosed() {
        return true;
    }

    /** Creates the guards of one run. */
    @FunctionalInterface
    interface Maker {
        Guard make(VirtualTime time, RandomGenerator chance);
    }
}
