package io.switchgear;

import io.switchgear.window.Window;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The last N calls, in the order in which they claimed their numbers. Thread-safe, without a lock.
 *
 * <p>Only calls that are not fast successes leave a mark, so a success costs one atomic add. A mark carries its call's
 * number: a reader tells by it which marks are still among the last N, and a writer who was held up for a whole lap finds a
 * newer number in its place and leaves it there. So once all writers are back the window holds exactly the last N.
 */
final class CountWindow implements SlidingWindow {
    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle NEXT;
    private static final int KIND_BITS = 2;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(CountWindow.class, "next", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Window.LastCalls shape;
    private final int size;
    /** The number of the next call: how many have been counted. Claimed by atomic add. */
    private volatile long next;
    /** Marks by number modulo length: (number + 1) and kind, 0 for none. Each only grows, by compare-and-set. */
    private final long[] marks;

    CountWindow(Window.LastCalls shape) {
        this.shape = shape;
        this.size = shape.count();
        this.marks = new long[size];
    }

    @Override
    public Window shape() {
        return shape;
    }

    @Override
    public boolean hasShape(Window other) {
        return other instanceof Window.LastCalls calls && calls.count() == size;
    }

    @Override
    public void book(int kind, long nowNanos) {
        long number = (long) NEXT.getAndAdd(this, 1L);
        if (kind != Counts.FAST_SUCCESS) {
            mark((int) (number % size), ((number + 1) << KIND_BITS) | kind);
        }
    }

    private void mark(int slot, long mark) {
        long seen = (long) MARK.getVolatile(marks, slot);
        while (seen < mark && !MARK.compareAndSet(marks, slot, seen, mark)) {
            seen = (long) MARK.getVolatile(marks, slot);
        }
    }

    @Override
    public Counts counts(long nowNanos) {
        long end = next;
        long calls = Math.min(end, size);
        long first = end - calls;
        long slowSuccesses = 0;
        long fastFailures = 0;
        long slowFailures = 0;
        for (int i = 0; i < size; i++) {
            long mark = (long) MARK.getOpaque(marks, i);
            long number = (mark >>> KIND_BITS) - 1;
            if (number >= first && number < end) {
                switch ((int) mark & Counts.KINDS - 1) {
                    case Counts.SLOW_SUCCESS -> slowSuccesses++;
                    case Counts.FAST_FAILURE -> fastFailures++;
                    default -> slowFailures++;
                }
            }
        }
        return new Counts(
                calls - slowSuccesses - fastFailures - slowFailures, slowSuccesses, fastFailures, slowFailures);
    }
}
