// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.KeySearch.Found;
import io.switchgear.support.Text;
import io.switchgear.time.Ticker;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of a keyed breaker. A key that has one finds it without a lock. A new key takes a free place or, if there is
 * none, that of a member found by a {@link KeySearch}. An operation by hand pins its member, so that the member is not
 * evicted meanwhile. Thread-safe.
 */
final class KeyedMembers<K> {
    static final int MOST_KEYS = 1_000_000;
    /** The maximum length of the common name, in characters. */
    static final int LONGEST_NAME = 100;
    /** The maximum length of a key's text; with the longest name and the brackets it makes the longest name of a breaker. */
    private static final int LONGEST_KEY = ConfigValidator.LONGEST_NAME - LONGEST_NAME - 2;

    private static final int SUMMED_AT_ONCE = 1_000;
    /** The number of members that an operation by hand tries to evict, each used again after it was found. */
    private static final int MOST_ATTEMPTS = 100;

    final String name;
    final int maxKeys;
    private final Ticker ticker;
    final CircuitBreaker overflow;
    /** Changed under the lock of the places. */
    private final SharedListeners<CircuitBreaker> listeners = new SharedListeners<>(CircuitBreaker::onEvent);

    private final KeyPlaces<K> places;
    private final KeySearch<K> search;
    final KeyMoves<K> moves;

    KeyedMembers(String name, int maxKeys, CircuitBreakerConfig config) {
        this.name = name;
        this.maxKeys = maxKeys;
        this.ticker = config.ticker();
        this.overflow = CircuitBreaker.of(name + "[*]", config);
        this.places = new KeyPlaces<>(maxKeys, listeners);
        this.search = new KeySearch<>(ticker, places);
        this.moves = new KeyMoves<>(overflow, places, config);
    }

    String nameOf(K key) {
        String text;
        try {
            text = String.valueOf(key.toString());
        } catch (Throwable broken) {
            overflow.machine.callbacks.failed(Callbacks.Kind.KEY, broken);
            text = key.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(key));
        }
        return name + "[" + Text.oneLine(text, LONGEST_KEY) + "]";
    }

    Optional<CircuitBreaker> find(K key) {
        return Optional.ofNullable(places.get(key)).map(member -> member.breaker);
    }

    /** The breaker for a call: the key's own, created if there is none and a place for it, or the overflow. */
    CircuitBreaker of(K key) {
        KeyMember<K> member = places.get(key);
        if (member == null) {
            KeyMember<K> added = addForCall(key);
            return added == null ? overflow : added.breaker;
        }
        if (!member.used) {
            member.used = true;
        }
        return member.breaker;
    }

    /** Never waits for a search, and never fails: whatever is broken, the call can go through the overflow. */
    private @Nullable KeyMember<K> addForCall(K key) {
        try {
            return add(key, false);
        } catch (Throwable broken) {
            overflow.machine.callbacks.internalError = broken;
            return null;
        }
    }

    /** Adds a member for a new key; {@code null} if there is no place, for an operation by hand after looking at all. */
    private @Nullable KeyMember<K> add(K key, boolean byHand) {
        if (places.lock.isHeldByCurrentThread()) {
            return null; // a key's equals called back into this class
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long now = ticker.nanos();
            KeyMoves.Common common = moves.common();
            boolean full = places.isFull();
            Found<K> found = !full ? null : byHand ? search.all(attempt, common, now) : search.part(common, now);
            if (full && found == null) {
                return null;
            }
            KeyMember<K> member = insert(key, found, now, byHand);
            if (member != null || (full && !byHand)) {
                return member;
            }
        }
        return null;
    }

    /** Creates a breaker, which runs foreign code, and then takes the lock; starts over if all keys were changed in between. */
    @SuppressWarnings("ReferenceEquality") // Whether it is the same value, not an equal one.
    private @Nullable KeyMember<K> insert(K key, @Nullable Found<K> found, long nowNanos, boolean pins) {
        String named = nameOf(key);
        for (; ; ) {
            KeyMoves.Common seen = moves.common();
            KeyMember<K> made = new KeyMember<>(key, seen.make(named));
            places.lock.lock();
            try {
                if (seen == moves.common()) {
                    KeyMember<K> member = places.put(made, found, seen, nowNanos);
                    return member != null && pins && !places.pin(member) ? null : member;
                }
            } finally {
                places.lock.unlock();
            }
        }
    }

    /** Makes an operation by hand on the key's own breaker. False, and nothing changed, if it has none and gets none. */
    boolean move(K key, boolean makes, Consumer<CircuitBreaker> move) {
        return tryMove(key, makes, breaker -> {
                    move.accept(breaker);
                    return true;
                })
                .isPresent();
    }

    /** Makes an operation that returns whether it changed anything. */
    Optional<Boolean> tryMove(K key, boolean makes, Predicate<CircuitBreaker> move) {
        KeyMember<K> member = pinned(key, makes);
        if (member == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(move.test(member.breaker));
        } finally {
            places.unpin(member);
        }
    }

    private @Nullable KeyMember<K> pinned(K key, boolean makes) {
        for (; ; ) {
            KeyMember<K> member = places.get(key);
            if (member == null) {
                return makes ? add(key, true) : null;
            }
            if (places.pin(member)) {
                return member;
            }
        }
    }

    /** Attaches a listener to one member after the other, so that the lock is never held for long. */
    Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        SharedListeners<CircuitBreaker>.Shared shared;
        List<KeyMember<K>> present;
        places.lock.lock();
        try {
            shared = listeners.register(listener, executor);
            present = places.all();
        } finally {
            places.lock.unlock();
        }
        shared.attach(overflow);
        for (KeyMember<K> member : present) {
            places.lock.lock();
            try {
                if (!member.gone) {
                    shared.attach(member.breaker);
                }
            } finally {
                places.lock.unlock();
            }
        }
        return shared;
    }

    /** Sums under no lock: a concurrent count may or may not be included, but each count is included at most once. */
    KeyedSnapshot<K> snapshot() {
        Snapshot shared = overflow.snapshot();
        EvictedTotals.View evictedTotals;
        List<KeyMember<K>> present;
        long evicted;
        closeBooks();
        places.lock.lock();
        try {
            evictedTotals = places.evictedTotals.view();
            present = places.all();
            evicted = places.evicted();
        } finally {
            places.lock.unlock();
        }
        long[] figures = LifetimeCounters.noFigures();
        evictedTotals.addTo(figures);
        overflow.machine.counters.addTo(figures);
        Map<State, Integer> byState = new EnumMap<>(State.class);
        Map<K, Snapshot> notClosed = new LinkedHashMap<>();
        for (KeyMember<K> member : present) {
            member.breaker.machine.counters.addTo(figures);
            State state = member.breaker.state();
            if (state != State.CLOSED) { // only these are listed: most are closed, and there may be many
                Snapshot each = member.breaker.snapshot();
                state = each.state();
                if (state != State.CLOSED) {
                    notClosed.put(member.key, each);
                }
            }
            byState.merge(state, 1, Integer::sum);
        }
        return new KeyedSnapshot<>(new KeyedSnapshot.Values<>(
                name,
                present.size(),
                maxKeys,
                evicted,
                Collections.unmodifiableMap(byState),
                Collections.unmodifiableMap(notClosed),
                shared,
                LifetimeCounters.totals(figures)));
    }

    /** Sums the counts of unreachable breakers, a few at a time, so that the lock is never held for long. */
    private void closeBooks() {
        boolean more = true;
        while (more) {
            places.lock.lock();
            try {
                more = places.evictedTotals.close(SUMMED_AT_ONCE);
            } finally {
                places.lock.unlock();
            }
        }
    }
}
