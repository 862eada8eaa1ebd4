// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import io.switchgear.window.Window;

/** The window of calls that a closed phase evaluates. Thread-safe. */
public sealed interface SlidingWindow permits CountWindow, TimeWindow {

    /**
     * Counts one call.
     *
     * @param kind a kind of {@link CallCounts}
     * @param nowNanos the time, which is used only by time windows
     */
    void record(int kind, long nowNanos);

    /**
     * Counts the calls that the window holds; changes nothing.
     *
     * @param nowNanos the time, which is used only by time windows
     * @return the counts
     */
    CallCounts counts(long nowNanos);

    /** {@return the shape of the window} */
    Window shape();

    /**
     * Returns whether the window has the given shape. It does not use a record's {@code equals}: the JDK's keeps the class
     * loader alive.
     *
     * @param other a shape
     * @return whether the shapes are the same
     */
    boolean hasShape(Window other);

    /**
     * Creates an empty window.
     *
     * @param shape its shape
     * @param nowNanos the time at which it begins
     * @return a new window
     */
    static SlidingWindow of(Window shape, long nowNanos) {
        return shape instanceof Window.LastTime time
                ? new TimeWindow(time, nowNanos)
                : new CountWindow((Window.LastCalls) shape);
    }
}
