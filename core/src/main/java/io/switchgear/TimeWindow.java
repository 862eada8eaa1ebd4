package io.switchgear;

import io.switchgear.time.Durations;
import io.switchgear.window.Window;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last so much time, in equal buckets. Thread-safe, without a lock.
 *
 * <p>Calls are only ever added up, in striped counters. At the start of each bucket somebody notes what the sum was; what
 * the window holds is the sum now less the sum noted at the start of its oldest bucket. So a call costs one uncontended add,
 * nothing is ever taken away, and an idle gap is right because whoever comes first after it notes the same sum for every
 * bucket that passed.
 */
final class TimeWindow implements SlidingWindow {
    private final Window.LastTime shape;
    private final long startNanos;
    private final long bucketNanos;
    private final StripedCounters calls = new StripedCounters(Counts.KINDS);
    /** Swapped whole by compare-and-set. */
    private final AtomicReference<Buckets> buckets;

    TimeWindow(Window.LastTime shape, long nowNanos) {
        this.shape = shape;
        this.startNanos = nowNanos;
        this.bucketNanos = Durations.nanos(shape.span()) / shape.buckets();
        Counts[] starts = new Counts[shape.buckets()];
        Arrays.fill(starts, Counts.NONE);
        this.buckets = new AtomicReference<>(new Buckets(0, nowNanos + bucketNanos, starts));
    }

    /**
     * Where the newest bucket is and what the sum was at the start of each. Immutable.
     *
     * @param newest number of the newest bucket, counted from the window's start
     * @param endNanos when the newest bucket ends: what a call compares, to save a division
     * @param starts by bucket number modulo length
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by identity only, and the array does not change.
    private record Buckets(long newest, long endNanos, Counts[] starts) {

        Buckets upTo(long bucket, long end, Counts sum) {
            Counts[] later = starts.clone();
            for (long i = Math.max(newest + 1, bucket - later.length + 1); i <= bucket; i++) {
                later[(int) (i % later.length)] = sum;
            }
            return new Buckets(bucket, end, later);
        }

        /** The sum at the start of the oldest bucket that still counts in this bucket, or {@code null} if all are over. */
        @Nullable
        Counts oldest(long bucket) {
            long oldest = Math.max(0, bucket - starts.length + 1);
            return oldest > newest ? null : starts[(int) (oldest % starts.length)];
        }
    }

    @Override
    public Window shape() {
        return shape;
    }

    @Override
    public void book(int kind, long nowNanos) {
        if (nowNanos - buckets.get().endNanos >= 0) {
            moveTo(nowNanos);
        }
        calls.add(kind);
    }

    private void moveTo(long nowNanos) {
        long bucket = bucket(nowNanos);
        long endNanos = startNanos + (bucket + 1) * bucketNanos;
        for (Buckets seen = buckets.get(); bucket > seen.newest; seen = buckets.get()) {
            buckets.compareAndSet(seen, seen.upTo(bucket, endNanos, sum()));
        }
    }

    @Override
    public Counts counts(long nowNanos) {
        Counts before = buckets.get().oldest(bucket(nowNanos));
        return before == null ? Counts.NONE : sum().minus(before);
    }

    private long bucket(long nowNanos) {
        return (nowNanos - startNanos) / bucketNanos;
    }

    private Counts sum() {
        return new Counts(
                calls.sum(Counts.FAST_SUCCESS),
                calls.sum(Counts.SLOW_SUCCESS),
                calls.sum(Counts.FAST_FAILURE),
                calls.sum(Counts.SLOW_FAILURE));
    }
}
