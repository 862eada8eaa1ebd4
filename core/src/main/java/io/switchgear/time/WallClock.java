package io.switchgear.time;

import java.time.InstantSource;

/** The time of day, for display only: nothing is decided by it, since it can be set forward and back. */
public final class WallClock {
    private WallClock() {}

    /** {@return the system's own} */
    public static InstantSource system() {
        return InstantSource.system();
    }
}
