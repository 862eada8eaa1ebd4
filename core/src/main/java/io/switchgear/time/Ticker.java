// SPDX-License-Identifier: Apache-2.0
package io.switchgear.time;

/**
 * A monotonic clock: the only source of time for windows, waits, probe timeouts and durations. Only the difference of two
 * readings is meaningful, as with {@link System#nanoTime()}; the origin is arbitrary and a reading may be negative.
 * Implementations must be thread-safe, must not throw, and must not run backwards.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Ticker {

    /**
     * Reads the clock.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanos();

    /**
     * Returns the JVM's own monotonic clock, which changes of the wall clock do not affect.
     *
     * @return a ticker over {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
