package io.switchgear.simulation.guard;

import java.util.Arrays;

/**
 * The results of the calls of the last stretch of time, and never of fewer than a minimum, however old. Not thread-safe.
 */
final class LastCalls {
    private static final int FIRST_SIZE = 64;

    private final long nanos;
    private final int atLeast;
    private long[] times = new long[FIRST_SIZE];
    private boolean[] successes = new boolean[FIRST_SIZE];
    private int oldest;
    private int size;
    private int sumOfSuccesses;

    LastCalls(long nanos, int atLeast) {
        this.nanos = nanos;
        this.atLeast = atLeast;
    }

    void add(long nowNanos, boolean success) {
        if (size == times.length) {
            grow();
        }
        int place = (oldest + size++) % times.length;
        times[place] = nowNanos;
        successes[place] = success;
        sumOfSuccesses += success ? 1 : 0;
        moveTo(nowNanos);
    }

    /** Drops old results. */
    void moveTo(long nowNanos) {
        while (size > atLeast && nowNanos - times[oldest] >= nanos) {
            size--;
            sumOfSuccesses -= successes[oldest] ? 1 : 0;
            oldest = (oldest + 1) % times.length;
        }
    }

    /** Replaces all results by as many failures as are evidence. */
    void fail(long nowNanos) {
        size = 0;
        sumOfSuccesses = 0;
        for (int i = 0; i < atLeast; i++) {
            add(nowNanos, false);
        }
    }

    boolean isEvidence() {
        return size >= atLeast;
    }

    double successRate() {
        return (double) sumOfSuccesses / size;
    }

    private void grow() {
        long[] oldTimes = times;
        boolean[] oldSuccesses = successes;
        times = Arrays.copyOf(oldTimes, 2 * size);
        successes = Arrays.copyOf(oldSuccesses, 2 * size);
        for (int i = 0; i < size; i++) {
            times[i] = oldTimes[(oldest + i) % size];
            successes[i] = oldSuccesses[(oldest + i) % size];
        }
        oldest = 0;
    }
}
