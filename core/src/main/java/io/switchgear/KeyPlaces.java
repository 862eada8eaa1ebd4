// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.KeySearch.Found;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The limited number of places for members. Work under the lock takes a time that does not depend on the number of members
 * (except for array copies), and runs no foreign code but the keys' own {@code equals} and {@code hashCode}: if they throw,
 * no member and no count is lost. Thread-safe where stated.
 */
final class KeyPlaces<K> {
    private static final int FIRST_PLACES = 16;
    /** The evicted breakers whose counts are summed with each eviction: more than one, so that their number shrinks. */
    private static final int SUMMED_EACH_TIME = 4;

    /** Guards the fields written here, and the fields that users of this class guard by it. */
    final ReentrantLock lock = new ReentrantLock();

    private final int most;
    /** Read without a lock; written under the lock. */
    private final Map<K, KeyMember<K>> members = new ConcurrentHashMap<>();
    /** The members in the order in which searches visit them, packed at the front. Guarded by the lock. */
    private @Nullable KeyMember<K>[] ring;
    /** The number of members. Read without a lock; written under the lock. */
    private volatile int count;
    /**
     * The members with an operation by hand under way, once for each operation: they cannot be evicted. Guarded by the
     * lock.
     */
    private final List<KeyMember<K>> pinned = new ArrayList<>();
    /** Guarded by the lock. */
    private final SharedListeners<CircuitBreaker> listeners;
    /** Guarded by the lock. */
    final EvictedTotals evictedTotals = new EvictedTotals();
    /** Guarded by the lock. */
    private long evicted;

    @SuppressWarnings("unchecked") // The array does not leave this class.
    KeyPlaces(int most, SharedListeners<CircuitBreaker> listeners) {
        this.most = most;
        this.listeners = listeners;
        this.ring = (KeyMember<K>[]) new KeyMember<?>[Math.min(most, FIRST_PLACES)];
    }

    /** The member of a key, which may be evicted at any moment. Thread-safe. */
    @Nullable
    KeyMember<K> get(K key) {
        return members.get(key);
    }

    /** Whether a new member needs the place of another. Thread-safe. */
    boolean isFull() {
        return count >= most;
    }

    /** The number of members. Thread-safe. */
    int size() {
        return count;
    }

    /** The place a number of steps after another; the first place follows the last. Thread-safe. */
    int after(int place, int steps) {
        return (place + steps) % Math.max(1, count);
    }

    /** The number of members ever evicted. Requires the lock. */
    long evicted() {
        return evicted;
    }

    /** Copies some members, starting at a place and wrapping around at the end, each once. Thread-safe. */
    List<KeyMember<K>> from(int place, int mostOfThem) {
        lock.lock();
        try {
            int size = Math.min(mostOfThem, count);
            int from = count == 0 ? 0 : place % count;
            int untilEnd = Math.min(size, count - from);
            @Nullable KeyMember<K>[] copy = Arrays.copyOfRange(ring, from, from + size);
            System.arraycopy(ring, 0, copy, untilEnd, size - untilEnd);
            return Arrays.asList(copy);
        } finally {
            lock.unlock();
        }
    }

    /** Copies all members. Thread-safe. */
    List<KeyMember<K>> all() {
        return from(0, most);
    }

    /** Keeps a member from being evicted. False, and nothing changed, if it has been evicted. Thread-safe. */
    boolean pin(KeyMember<K> member) {
        lock.lock();
        try {
            return !member.gone && pinned.add(member);
        } finally {
            lock.unlock();
        }
    }

    void unpin(KeyMember<K> member) {
        lock.lock();
        try {
            pinned.remove(member);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a new member in a free place or in that of another. Requires the lock.
     *
     * @param found the member to evict if no place is free
     * @param common the settings common to all keys
     * @return the key's member, possibly put there by another thread; {@code null} if there is no place
     */
    @Nullable
    KeyMember<K> put(KeyMember<K> made, @Nullable Found<K> found, KeyMoves.Common common, long nowNanos) {
        KeyMember<K> present = members.get(made.key);
        if (present != null) {
            return present;
        }
        int place = count;
        if (place == most) {
            if (found == null || !canLeave(found, common, nowNanos) || !evict(found)) {
                return null;
            }
            place = found.place();
        } else if (place == ring.length) {
            ring = Arrays.copyOf(ring, Math.min(most, 2 * place));
        }
        boolean isIn = false;
        try {
            listeners.added(made.breaker);
            members.put(made.key, made);
            isIn = true;
        } finally {
            if (isIn) {
                int last = count;
                ring[last] = ring[place]; // the eviction moved the last member here
                ring[place] = made;
                count = last + 1;
            } else {
                listeners.removed(made.breaker);
            }
        }
        return made;
    }

    /** Whether a member found before the lock was taken can still make room. */
    private boolean canLeave(Found<K> found, KeyMoves.Common common, long nowNanos) {
        return found.place() < count
                && ring[found.place()] == found.member()
                && !pinned.contains(found.member())
                && found.member().fitness(common, false, nowNanos) != KeyMember.UNFIT;
    }

    /**
     * Removes a member; the last one gets its place. False, and nothing changed, if its key cannot be found any more
     * because the key's hash has changed. Foreign code runs in the map only: if it throws, nothing has been changed either.
     */
    private boolean evict(Found<K> found) {
        KeyMember<K> member = found.member();
        Reference<StateMachine> prepared = evictedTotals.prepare(member.breaker.machine);
        if (!members.remove(member.key, member) && members.size() >= count) {
            return false;
        }
        evictedTotals.add(prepared);
        member.gone = true;
        evicted++;
        int last = count - 1;
        ring[found.place()] = ring[last];
        ring[last] = null;
        count = last;
        listeners.removed(member.breaker);
        evictedTotals.close(SUMMED_EACH_TIME);
        return true;
    }
}
