// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.counting.CallCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a window should hold, by going through everything that was ever booked. Slow and obvious. Not thread-safe. */
public final class NaiveWindow {
    private record Booked(int kind, long nanos) {}

    private final List<Booked> all = new ArrayList<>();

    public void record(int kind, long nanos) {
        all.add(new Booked(kind, nanos));
    }

    /** The last so many calls. */
    public CallCounts last(int calls) {
        return count(all.subList(Math.max(0, all.size() - calls), all.size()), booked -> true);
    }

    /** The calls that are younger than this. */
    public CallCounts youngerThan(long ageNanos, long nowNanos) {
        return count(all, booked -> nowNanos - booked.nanos < ageNanos);
    }

    /** The calls whose bucket is one of the last so many, if buckets are counted from the origin. */
    public CallCounts inBuckets(int buckets, long bucketNanos, long originNanos, long nowNanos) {
        long current = (nowNanos - originNanos) / bucketNanos;
        return count(all, booked -> current - (booked.nanos - originNanos) / bucketNanos < buckets);
    }

    private static CallCounts count(List<Booked> booked, Predicate<Booked> counted) {
        long[] byKind = new long[CallCounts.KINDS];
        booked.stream().filter(counted).forEach(each -> byKind[each.kind]++);
        return new CallCounts(
                byKind[CallCounts.FAST_SUCCESS],
                byKind[CallCounts.SLOW_SUCCESS],
                byKind[CallCounts.FAST_FAILURE],
                byKind[CallCounts.SLOW_FAILURE]);
    }
}
