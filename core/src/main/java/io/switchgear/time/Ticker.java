package io.switchgear.time;

/**
 * A monotonic clock: the only source of time for windows, waits, leases and durations. Its readings mean something only
 * as differences of two readings, like those of {@link System#nanoTime()}; the origin is arbitrary and a reading may be
 * negative. Implementations must be thread-safe, must not throw, and must not run backwards.
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
     * The JVM's own monotonic clock, untouched by changes of the wall clock.
     *
     * @return a ticker over {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
