package io.switchgear.counting;

import io.switchgear.window.Window;

/** The calls that a closed phase looks back on. Thread-safe. */
sealed interface SlidingWindow permits CountWindow, TimeWindow {

    /** Counts one call of a kind of {@link CallCounts}. The time is not looked at unless the shape is one of time. */
    void record(int kind, long nowNanos);

    /** What the window holds at this time; changes nothing. */
    CallCounts counts(long nowNanos);

    /** The shape by which it was made. */
    Window shape();

    /** Whether it was made by such a shape. Not by a record's {@code equals}: the JDK's keeps the class loader alive. */
    boolean hasShape(Window other);

    static SlidingWindow of(Window shape, long nowNanos) {
        return shape instanceof Window.LastTime time
                ? new TimeWindow(time, nowNanos)
                : new CountWindow((Window.LastCalls) shape);
    }
}
