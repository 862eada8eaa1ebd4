// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.VirtualTime;

/** The successes and other events of the last stretch of time, to within a tenth of a second. Not thread-safe. */
final class Buckets {
    private static final int PER_SECOND = 10;
    private static final long BUCKET_NANOS = VirtualTime.SECOND / PER_SECOND;

    private final int[] successes;
    private final int[] all;
    private long newest;
    private int sumOfSuccesses;
    private int sum;

    Buckets(int seconds) {
        this.successes = new int[seconds * PER_SECOND];
        this.all = new int[seconds * PER_SECOND];
    }

    void add(long nowNanos, int success, int event) {
        moveTo(nowNanos);
        int place = (int) (newest % all.length);
        successes[place] += success;
        all[place] += event;
        sumOfSuccesses += success;
        sum += event;
    }

    /** Drops old events. */
    void moveTo(long nowNanos) {
        long bucket = nowNanos / BUCKET_NANOS;
        for (long next = Math.max(newest + 1, bucket - all.length + 1); next <= bucket; next++) {
            int place = (int) (next % all.length);
            sumOfSuccesses -= successes[place];
            sum -= all[place];
            successes[place] = 0;
            all[place] = 0;
        }
        newest = bucket;
    }

    int successes() {
        return sumOfSuccesses;
    }

    int all() {
        return sum;
    }
}
