// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few counters to which many threads add without contention. It starts with one row of counters and doubles the rows when
 * two threads meet in one, up to the number of processors; a sum adds up the rows. Thread-safe; no add is ever lost,
 * because a row stays in use once it exists.
 *
 * <p>An atomic add delays later reads of the processor, so the work between two adds is kept short: the first row is
 * reached without searching an array of rows.
 */
public class StripedCounters {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    /** The longs left free at both ends of a row: two cache lines of 64 bytes (processors fetch them in pairs) between rows. */
    private static final int PADDING = 8;

    private static final int MOST_ROWS = ceilingPowerOfTwo(Runtime.getRuntime().availableProcessors());

    /** The only row until two threads have met in it, then the first row. Cells are updated by compare-and-set. */
    private final long[] first;
    /**
     * All rows if there are several, else {@code null}. Replaced under this object's lock by a longer array that begins
     * with the same rows; cells are updated by compare-and-set.
     */
    private volatile long @Nullable [][] rows;

    /**
     * Creates counters that start at zero.
     *
     * @param width the number of counters, numbered from 0
     */
    public StripedCounters(int width) {
        this.first = new long[PADDING + width + PADDING];
    }

    /**
     * Adds one to a counter.
     *
     * @param counter the number of the counter
     */
    public final void add(int counter) {
        long[][] seen = rows;
        long[] row = seen == null ? first : ownRow(seen);
        int cell = PADDING + counter;
        long before = (long) CELL.getOpaque(row, cell);
        if (!CELL.compareAndSet(row, cell, before, before + 1)) {
            CELL.getAndAdd(ownRow(grown(seen)), cell, 1L);
        }
    }

    /**
     * Returns the sum of a counter over all rows.
     *
     * @param counter the number of the counter
     * @return a value that it had at some moment during the call, or one between two such values
     */
    public final long sum(int counter) {
        long[][] seen = rows;
        if (seen == null) {
            return (long) CELL.getVolatile(first, PADDING + counter);
        }
        long sum = 0;
        for (long[] row : seen) {
            sum += (long) CELL.getVolatile(row, PADDING + counter);
        }
        return sum;
    }

    /** Returns more rows than those seen, if more are possible. Takes the lock only while they are. */
    private long[][] grown(long @Nullable [][] seen) {
        return seen != null && seen.length == MOST_ROWS ? seen : moreThan(seen == null ? 1 : seen.length);
    }

    private synchronized long[][] moreThan(int length) {
        long[][] now = rows == null ? new long[][] {first} : rows;
        if (now.length > length || now.length == MOST_ROWS) {
            return now;
        }
        long[][] more = Arrays.copyOf(now, now.length * 2);
        for (int i = now.length; i < more.length; i++) {
            more[i] = new long[first.length];
        }
        rows = more;
        return more;
    }

    /** Selects a row by the thread's id; ids are given out one after the other, so neighbours get different rows. */
    private static long[] ownRow(long[][] rows) {
        return rows[(int) Thread.currentThread().getId() & (rows.length - 1)];
    }

    private static int ceilingPowerOfTwo(int n) {
        return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }
}
