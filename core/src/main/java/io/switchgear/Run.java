// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import java.time.Duration;

/**
 * The failures and abandoned calls since the last success. Immutable; one is created for each failure, so its size is kept
 * to 32 bytes.
 */
class Run {
    static final Run NONE = new Run(0, 0, 0);

    /** The number of failures and abandoned calls; stays at the maximum value. */
    final int length;
    /** The end of the first of them. */
    private final long startNanos;
    /** The end of the last of them. */
    private final long endNanos;

    private Run(int length, long startNanos, long endNanos) {
        this.length = length;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    /** The abandoned calls among them. */
    int abandoned() {
        return 0;
    }

    final Run failure(long nowNanos) {
        return plus(nowNanos, abandoned());
    }

    final Run abandonedCall(long nowNanos) {
        return plus(nowNanos, abandoned() + 1);
    }

    private Run plus(long nowNanos, int abandoned) {
        int longer = Math.max(length, length + 1);
        long start = length == 0 ? nowNanos : startNanos;
        return abandoned == 0
                ? new Run(longer, start, nowNanos)
                : new WithAbandoned(longer, start, nowNanos, abandoned);
    }

    /** The time from the first to the last of them. */
    final long spanNanos() {
        return Math.max(0, endNanos - startNanos);
    }

    final Duration span() {
        return length == 0 ? Duration.ZERO : Duration.ofNanos(spanNanos());
    }

    @Override
    public final String toString() {
        return length + " over " + Durations.text(spanNanos());
    }

    /** A run with one more field. */
    private static final class WithAbandoned extends Run {
        private final int abandoned;

        WithAbandoned(int length, long startNanos, long endNanos, int abandoned) {
            super(length, startNanos, endNanos);
            this.abandoned = abandoned;
        }

        @Override
        int abandoned() {
            return abandoned;
        }
    }
}
