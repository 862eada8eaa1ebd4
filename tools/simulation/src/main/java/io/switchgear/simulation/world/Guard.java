package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What stands between a caller and a service, and rejects calls. It reads the virtual time. Not thread-safe. */
public interface Guard {
    /** {@return what the call is to be settled with; {@code null} if it is rejected} */
    @Nullable
    Object admit();

    /** Tells how a call has ended, for its caller. */
    void settle(Object admission, boolean success);

    /** {@return how often it has opened; 0 for a guard without states} */
    default int openings() {
        return 0;
    }

    /** {@return whether it lets calls through only to see how they end} */
    default boolean isProbing() {
        return false;
    }

    /** {@return whether it lets everything through} */
    default boolean isClosed() {
        return true;
    }

    /** Makes the guards of one run. */
    @FunctionalInterface
    interface Maker {
        Guard make(VirtualTime time, RandomGenerator chance);
    }
}
