// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.switchgear.Permit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The permits of calls whose end comes by {@code onSuccess}, {@code onError} or {@code releasePermission}, which do not say
 * whose end it is. Resilience4j's decorators and operators read the timestamp as soon as they have permission, and later
 * return the difference to another reading; so a permit is found again by the timestamp that was read after it. Other code
 * gets the newest permit of its thread, or else the oldest of all.
 *
 * <p>At most {@link #CAPACITY} permits are kept; the oldest one beyond that is ignored. Thread-safe.
 */
final class PermitBook {
    static final int CAPACITY = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Entry> byAge = new TreeSet<>(Comparator.comparingLong(entry -> entry.number));
    private final TreeSet<Entry> byThread = new TreeSet<>(
            Comparator.<Entry>comparingLong(entry -> entry.thread).thenComparingLong(entry -> entry.number));
    /** The permits after which a timestamp was read. */
    private final TreeSet<Entry> byStamp = new TreeSet<>(Comparator.<Entry>comparingLong(entry -> entry.stamp)
            .thenComparingLong(entry -> entry.thread)
            .thenComparingLong(entry -> entry.number));
    /** By thread: numbers only, so that a thread keeps no breaker in memory. */
    private final ThreadLocal<Reading> readings = ThreadLocal.withInitial(Reading::new);

    private long lastNumber;

    /** A permit in the book. */
    private static final class Entry {
        final @Nullable Permit permit;
        final long number;
        final long thread;
        long stamp;

        Entry(@Nullable Permit permit, long number, long thread, long stamp) {
            this.permit = permit;
            this.number = number;
            this.thread = thread;
            this.stamp = stamp;
        }
    }

    /** The recent history of one thread. */
    private static final class Reading {
        /** The permit that the next timestamp belongs to; 0 if it has one. */
        long unstamped;
        /** The last timestamp, if it began no call. */
        long end;

        boolean hasEnd;
    }

    void add(Permit permit) {
        Permit dropped = null;
        lock.lock();
        try {
            Entry entry = new Entry(permit, ++lastNumber, Thread.currentThread().getId(), 0);
            byAge.add(entry);
            byThread.add(entry);
            readings.get().unstamped = entry.number;
            if (byAge.size() > CAPACITY) {
                dropped = remove(byAge.first());
            }
        } finally {
            lock.unlock();
        }
        if (dropped != null) {
            dropped.ignore();
        }
    }

    /** A timestamp was read: the first one after a permit is the start of its call, another one may be an end. */
    void read(long timestamp) {
        Reading reading = readings.get();
        if (reading.unstamped != 0 && stamp(reading.unstamped, timestamp)) {
            reading.unstamped = 0;
            return;
        }
        reading.unstamped = 0;
        reading.end = timestamp;
        reading.hasEnd = true;
    }

    /** Whether the permit was still in the book. */
    private boolean stamp(long number, long timestamp) {
        lock.lock();
        try {
            Entry entry = byAge.floor(new Entry(null, number, 0, 0));
            if (entry == null || entry.number != number) {
                return false;
            }
            entry.stamp = timestamp;
            return byStamp.add(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the permit of a call that took this long, in the unit of the timestamps; {@code null} if none is out. */
    @Nullable
    Permit take(long took) {
        Reading reading = readings.get();
        boolean hasStart = reading.hasEnd;
        long start = reading.end - took;
        reading.hasEnd = false;
        long thread = Thread.currentThread().getId();
        lock.lock();
        try {
            Entry found = hasStart ? startedAt(start, thread) : null;
            return found != null ? remove(found) : newestOrOldest(thread);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the permit of a call that was not made; {@code null} if none is out. */
    @Nullable
    Permit take() {
        lock.lock();
        try {
            return newestOrOldest(Thread.currentThread().getId());
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return byAge.size();
        } finally {
            lock.unlock();
        }
    }

    /** Of the permits with this stamp one of this thread, or else the oldest. */
    private @Nullable Entry startedAt(long stamp, long thread) {
        Entry own = byStamp.ceiling(new Entry(null, 0, thread, stamp));
        if (own != null && own.stamp == stamp && own.thread == thread) {
            return own;
        }
        Entry oldest = null;
        Iterator<Entry> others =
                byStamp.tailSet(new Entry(null, 0, Long.MIN_VALUE, stamp), true).iterator();
        while (others.hasNext()) {
            Entry each = others.next();
            if (each.stamp != stamp) {
                break;
            }
            oldest = oldest == null || each.number < oldest.number ? each : oldest;
        }
        return oldest;
    }

    private @Nullable Permit newestOrOldest(long thread) {
        Entry own = byThread.floor(new Entry(null, Long.MAX_VALUE, thread, 0));
        if (own != null && own.thread == thread) {
            return remove(own);
        }
        return byAge.isEmpty() ? null : remove(byAge.first());
    }

    private @Nullable Permit remove(Entry entry) {
        byAge.remove(entry);
        byThread.remove(entry);
        byStamp.remove(entry);
        return entry.permit;
    }
}
