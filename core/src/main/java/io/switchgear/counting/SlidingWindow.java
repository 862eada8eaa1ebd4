package io.switchgear.counting;

import io.switchgear.window.Window;

/** The calls that a closed phase looks back on. Thread-safe. */
public sealed interface SlidingWindow permits CountWindow, TimeWindow {

    /**
     * Counts one call.
     *
     * @param kind a kind of {@link CallCounts}
     * @param nowNanos the time, which is looked at only if the shape is one of time
     */
    void record(int kind, long nowNanos);

    /**
     * Counts the calls that the window holds; changes nothing.
     *
     * @param nowNanos the time, which is looked at only if the shape is one of time
     * @return the counts
     */
    CallCounts counts(long nowNanos);

    /** {@return the shape by which it was made} */
    Window shape();

    /**
     * Whether it was made by such a shape. Not by a record's {@code equals}: the JDK's keeps the class loader alive.
     *
     * @param other a shape
     * @return whether the shapes are the same
     */
    boolean hasShape(Window other);

    /**
     * Makes an empty window.
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
