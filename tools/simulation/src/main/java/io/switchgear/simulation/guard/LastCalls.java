// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The results of the calls of the last stretch of time, and never of fewer than a minimum, however old. Not thread-safe.
 */
final class LastCalls {
    private final long nanos;
    private final int atLeast;
    private final Deque<Call> calls = new ArrayDeque<>();
    private int successes;

    private record Call(long nanos, boolean success) {}

    LastCalls(long nanos, int atLeast) {
        this.nanos = nanos;
        this.atLeast = atLeast;
    }

    void add(long nowNanos, boolean success) {
        calls.add(new Call(nowNanos, success));
        successes += success ? 1 : 0;
        moveTo(nowNanos);
    }

    /** Drops old results. */
    void moveTo(long nowNanos) {
        while (calls.size() > atLeast && nowNanos - calls.element().nanos >= nanos) {
            successes -= calls.remove().success ? 1 : 0;
        }
    }

    /** Replaces all results by as many failures as are evidence. */
    void fail(long nowNanos) {
        calls.clear();
        successes = 0;
        for (int i = 0; i < atLeast; i++) {
            add(nowNanos, false);
        }
    }

    boolean isEvidence() {
        return calls.size() >= atLeast;
    }

    double successRate() {
        return (double) successes / calls.size();
    }
}
