package io.switchgear;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A few counters that many threads add to without getting in each other's way. It starts with one row of counters and
 * doubles the rows when two threads meet in one, up to the number of processors; a sum adds up the rows. Thread-safe; no
 * add is ever lost, since a row once made stays in use.
 */
final class StripedCounters {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    /** Longs left free at both ends of a row: two cache lines of 64 bytes (processors fetch them in pairs) between rows. */
    private static final int PADDING = 8;

    private static final int MOST_ROWS = ceilingPowerOfTwo(Runtime.getRuntime().availableProcessors());

    private final int width;
    /** Replaced under this object's lock by a longer array that begins with the same rows; cells by compare-and-set. */
    private volatile long[][] rows;

    StripedCounters(int width) {
        this.width = width;
        this.rows = new long[][] {row()};
    }

    void add(int counter) {
        long[] row = ownRow(rows);
        int cell = PADDING + counter;
        long seen = (long) CELL.getOpaque(row, cell);
        if (!CELL.compareAndSet(row, cell, seen, seen + 1)) {
            addContended(cell);
        }
    }

    long sum(int counter) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) CELL.getVolatile(row, PADDING + counter);
        }
        return sum;
    }

    private void addContended(int cell) {
        long[][] seen = rows;
        if (seen.length < MOST_ROWS) {
            grow(seen);
        }
        CELL.getAndAdd(ownRow(rows), cell, 1L);
    }

    private synchronized void grow(long[][] seen) {
        if (rows.length > seen.length) {
            return;
        }
        long[][] more = Arrays.copyOf(seen, seen.length * 2);
        for (int i = seen.length; i < more.length; i++) {
            more[i] = row();
        }
        rows = more;
    }

    private long[] row() {
        return new long[PADDING + width + PADDING];
    }

    /** Spreads threads over rows by their id; ids are handed out one after the other, so neighbours land apart. */
    private static long[] ownRow(long[][] rows) {
        return rows[(int) Thread.currentThread().getId() & (rows.length - 1)];
    }

    private static int ceilingPowerOfTwo(int n) {
        return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }
}
