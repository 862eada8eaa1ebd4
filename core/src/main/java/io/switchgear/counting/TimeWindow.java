// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import io.switchgear.window.Window;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last stretch of time, in equal buckets. Thread-safe, without a lock.
 *
 * <p>Calls are only ever added, in striped counters. At the start of each bucket a thread records the sum at that moment;
 * the window holds the present sum less the sum at the start of its oldest bucket. So a call costs one uncontended add,
 * nothing is ever subtracted, and an idle gap is handled correctly because the first thread after it records the same sum
 * for every bucket that passed.
 */
public final class TimeWindow extends StripedCounters implements SlidingWindow {
    private static final VarHandle BUCKETS = Fields.handle(MethodHandles.lookup(), "buckets", Buckets.class);

    private final Window.LastTime shape;
    private final long startNanos;
    private final long bucketNanos;
    /** The buckets. Replaced as a whole by compare-and-set. */
    private volatile Buckets buckets;

    /**
     * Creates an empty window.
     *
     * @param shape the length of time
     * @param nowNanos the time at which it begins
     */
    public TimeWindow(Window.LastTime shape, long nowNanos) {
        super(CallCounts.KINDS);
        this.shape = shape;
        this.startNanos = nowNanos;
        this.bucketNanos = Durations.nanos(shape.span()) / shape.buckets();
        CallCounts[] starts = new CallCounts[shape.buckets()];
        Arrays.fill(starts, CallCounts.NONE);
        this.buckets = new Buckets(0, nowNanos + bucketNanos, starts, CallCounts.NONE);
    }

    /**
     * The position of the newest bucket and the sums at the start of each. Immutable.
     *
     * @param newest the number of the newest bucket, counted from the window's start
     * @param endNanos the end of the newest bucket, which a call compares with to save a division
     * @param starts the sums by bucket number modulo length
     * @param oldest the sum at the start of the oldest bucket that counts in the newest one, which most readers need
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by identity only, and the array does not change.
    private record Buckets(long newest, long endNanos, CallCounts[] starts, CallCounts oldest) {

        Buckets upTo(long bucket, long end, CallCounts sum) {
            CallCounts[] later = starts.clone();
            for (long i = Math.max(newest + 1, bucket - later.length + 1); i <= bucket; i++) {
                later[(int) (i % later.length)] = sum;
            }
            return new Buckets(bucket, end, later, later[slotOfOldest(bucket, later.length)]);
        }

        private static int slotOfOldest(long bucket, int length) {
            return (int) (Math.max(0, bucket - length + 1) % length);
        }

        /** The sum at the start of the oldest bucket that still counts in this bucket, or {@code null} if all are over. */
        @Nullable
        CallCounts oldest(long bucket) {
            return bucket - starts.length + 1 > newest ? null : starts[slotOfOldest(bucket, starts.length)];
        }
    }

    @Override
    public Window shape() {
        return shape;
    }

    @Override
    public boolean hasShape(Window other) {
        return other instanceof Window.LastTime time
                && time.buckets() == shape.buckets()
                && time.span().equals(shape.span());
    }

    @Override
    public void record(int kind, long nowNanos) {
        if (nowNanos - buckets.endNanos >= 0) {
            moveTo(nowNanos);
        }
        add(kind);
    }

    private void moveTo(long nowNanos) {
        long bucket = bucket(nowNanos);
        long endNanos = startNanos + (bucket + 1) * bucketNanos;
        for (Buckets seen = buckets; bucket > seen.newest; seen = buckets) {
            BUCKETS.compareAndSet(this, seen, seen.upTo(bucket, endNanos, sum()));
        }
    }

    @Override
    public CallCounts counts(long nowNanos) {
        Buckets seen = buckets;
        long left = seen.endNanos - nowNanos;
        CallCounts before = left > 0 && left <= bucketNanos ? seen.oldest : seen.oldest(bucket(nowNanos));
        return before == null ? CallCounts.NONE : sum().minus(before);
    }

    private long bucket(long nowNanos) {
        return (nowNanos - startNanos) / bucketNanos;
    }

    private CallCounts sum() {
        return new CallCounts(
                sum(CallCounts.FAST_SUCCESS),
                sum(CallCounts.SLOW_SUCCESS),
                sum(CallCounts.FAST_FAILURE),
                sum(CallCounts.SLOW_FAILURE));
    }
}
