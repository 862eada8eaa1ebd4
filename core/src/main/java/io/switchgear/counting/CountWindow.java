// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import io.switchgear.support.Fields;
import io.switchgear.window.Window;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The last N calls, in the order in which they claimed their numbers. Thread-safe, without a lock.
 *
 * <p>Only calls that are not fast successes leave a mark, so a success costs one atomic add. A mark carries its call's
 * number: it tells readers which marks are still among the last N, and a writer that was delayed for a whole lap finds a
 * newer number in its place and leaves it there. So once all writers are done the window holds exactly the last N.
 *
 * <p>Marks are also tallied by blocks of neighbouring numbers, in the same way, so that a reader uses the tallies of the
 * blocks that lie entirely in the window, and reads single marks only at its two ends.
 */
public final class CountWindow implements SlidingWindow {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle NEXT = Fields.handle(MethodHandles.lookup(), "next", long.class);
    private static final int KIND_BITS = 2;
    /** The bits per kind in a tally: enough to count to the longest block, once for each kind that leaves marks. */
    private static final int TALLY_BITS = 7;

    private static final int LONGEST_BLOCK = 1 << (TALLY_BITS - 1);
    /** The bits per kind in a sum of tallies: enough to count to the longest window. */
    private static final int SUM_BITS = 20;

    private static final int MARKED_KINDS = CallCounts.KINDS - 1;

    private final Window.LastCalls shape;
    private final int size;
    /** A power of two near the square root of the size, so that a reader finds about as many blocks as marks at the ends. */
    private final int blockLength;
    /** The number of the next call, which is the number of calls counted. Claimed by atomic add. */
    private volatile long next;
    /** The marks by number modulo length: (number + 1) and kind, 0 for none. Each only grows, by compare-and-set. */
    private final long[] marks;
    /** The tallies by block modulo length: (block + 1) and a count for each kind. Each only grows, by compare-and-set. */
    private final long[] tallies;

    /**
     * Creates an empty window.
     *
     * @param shape the number of calls that it holds
     */
    public CountWindow(Window.LastCalls shape) {
        this.shape = shape;
        this.size = shape.count();
        this.blockLength = Math.min(LONGEST_BLOCK, Integer.highestOneBit((int) Math.sqrt(size)));
        this.marks = new long[size];
        this.tallies = new long[size / blockLength + 2]; // a window can begin and end within a block
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
    public void record(int kind, long nowNanos) {
        long number = (long) NEXT.getAndAdd(this, 1L);
        if (kind != CallCounts.FAST_SUCCESS) {
            mark((int) (number % size), ((number + 1) << KIND_BITS) | kind);
            tally(number / blockLength, kind);
        }
    }

    private void mark(int slot, long mark) {
        long seen = (long) CELL.getVolatile(marks, slot);
        while (seen < mark && !CELL.compareAndSet(marks, slot, seen, mark)) {
            seen = (long) CELL.getVolatile(marks, slot);
        }
    }

    private void tally(long block, int kind) {
        int slot = (int) (block % tallies.length);
        long empty = emptyTally(block);
        long seen = (long) CELL.getVolatile(tallies, slot);
        while (seen < emptyTally(block + 1)
                && !CELL.compareAndSet(tallies, slot, seen, Math.max(seen, empty) + one(kind, TALLY_BITS))) {
            seen = (long) CELL.getVolatile(tallies, slot);
        }
    }

    private static long emptyTally(long block) {
        return (block + 1) << (MARKED_KINDS * TALLY_BITS);
    }

    @Override
    public CallCounts counts(long nowNanos) {
        long end = next;
        long first = Math.max(0, end - size);
        long firstBlock = (first + blockLength - 1) / blockLength;
        long endBlock = end / blockLength;
        long sum = tallied(firstBlock, endBlock)
                + marked(first, firstBlock * blockLength)
                + marked(endBlock * blockLength, end);
        long slowSuccesses = figure(sum, CallCounts.SLOW_SUCCESS, SUM_BITS);
        long fastFailures = figure(sum, CallCounts.FAST_FAILURE, SUM_BITS);
        long slowFailures = figure(sum, CallCounts.SLOW_FAILURE, SUM_BITS);
        return new CallCounts(
                end - first - slowSuccesses - fastFailures - slowFailures, slowSuccesses, fastFailures, slowFailures);
    }

    private long tallied(long firstBlock, long endBlock) {
        long sum = 0;
        int slot = (int) (firstBlock % tallies.length);
        for (long block = firstBlock; block < endBlock; block++) {
            long tally = (long) CELL.getVolatile(tallies, slot);
            if (tally >= emptyTally(block) && tally < emptyTally(block + 1)) {
                for (int kind = 1; kind <= MARKED_KINDS; kind++) {
                    sum += one(kind, SUM_BITS) * figure(tally, kind, TALLY_BITS);
                }
            }
            slot = slot + 1 == tallies.length ? 0 : slot + 1;
        }
        return sum;
    }

    private long marked(long first, long end) {
        long sum = 0;
        int slot = (int) (first % size);
        for (long number = first; number < end; number++) {
            long mark = (long) CELL.getVolatile(marks, slot);
            if (mark >>> KIND_BITS == number + 1) {
                sum += one((int) mark & CallCounts.KINDS - 1, SUM_BITS);
            }
            slot = slot + 1 == size ? 0 : slot + 1;
        }
        return sum;
    }

    /** One call of a kind, in fields of that many bits: the first kind that leaves marks is lowest. */
    private static long one(int kind, int bits) {
        return 1L << ((kind - 1) * bits);
    }

    private static long figure(long figures, int kind, int bits) {
        return figures >>> ((kind - 1) * bits) & ((1L << bits) - 1);
    }
}
