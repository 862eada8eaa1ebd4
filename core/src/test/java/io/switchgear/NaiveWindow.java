package io.switchgear;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a window should hold, by going through everything that was ever booked. Slow and obvious. Not thread-safe. */
final class NaiveWindow {
    private record Booked(int kind, long nanos) {}

    private final List<Booked> all = new ArrayList<>();

    void book(int kind, long nanos) {
        all.add(new Booked(kind, nanos));
    }

    /** The last so many calls. */
    Counts last(int calls) {
        return count(all.subList(Math.max(0, all.size() - calls), all.size()), booked -> true);
    }

    /** The calls that are younger than this. */
    Counts youngerThan(long ageNanos, long nowNanos) {
        return count(all, booked -> nowNanos - booked.nanos < ageNanos);
    }

    /** The calls whose bucket is one of the last so many, if buckets are counted from the origin. */
    Counts inBuckets(int buckets, long bucketNanos, long originNanos, long nowNanos) {
        long current = (nowNanos - originNanos) / bucketNanos;
        return count(all, booked -> current - (booked.nanos - originNanos) / bucketNanos < buckets);
    }

    private static Counts count(List<Booked> booked, Predicate<Booked> counted) {
        long[] byKind = new long[Counts.KINDS];
        booked.stream().filter(counted).forEach(each -> byKind[each.kind]++);
        return new Counts(
                byKind[Counts.FAST_SUCCESS],
                byKind[Counts.SLOW_SUCCESS],
                byKind[Counts.FAST_FAILURE],
                byKind[Counts.SLOW_FAILURE]);
    }
}
