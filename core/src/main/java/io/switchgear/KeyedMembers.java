package io.switchgear;

import io.switchgear.support.Text;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of a keyed breaker. A key that has one finds it without a lock; a new key takes the lock and, when the bound is
 * reached, the place of another, found by the clock algorithm: keys used since the hand last passed get a second chance.
 * Thread-safe.
 */
final class KeyedMembers<K> {
    static final int MOST_KEYS = 1_000_000;
    /** Longest name of all of them, in characters. */
    static final int LONGEST_NAME = 100;
    /** Longest text of a key; with the longest name and the brackets it makes the longest name of a breaker. */
    private static final int LONGEST_KEY = ConfigCheck.LONGEST_NAME - LONGEST_NAME - 2;

    /** After a search in vain, new keys go to the overflow for so long without another one. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    final String name;
    final CircuitBreakerConfig config;
    private final int maxKeys;
    private final CircuitBreaker overflow;
    /** Read by anybody; written under this object's lock, under which no foreign code runs but the keys' own. */
    private final Map<K, Member<K>> members = new ConcurrentHashMap<>();
    /** The members in the order in which the hand passes them. Guarded by this object's lock, as all below. */
    private final Queue<Member<K>> clock = new ArrayDeque<>();

    private final SharedListeners listeners = new SharedListeners();
    /** What evicted breakers have counted and may still count, for calls may be on their way to them or back. */
    private final Set<Leaving> leaving = new HashSet<>();
    /** Evicted breakers that nobody can reach any more: what they have counted is final. */
    private final ReferenceQueue<Circuit> gone = new ReferenceQueue<>();

    /** What evicted breakers have counted that are gone, as figures of a ledger. */
    private final long[] evictedFigures = Ledger.noFigures();

    private long evicted;
    private @Nullable Long searchedInVainNanos;

    private static final class Member<K> {
        final K key;
        final CircuitBreaker breaker;
        /** Set by whoever uses the member and cleared by the hand, both without a guard: a lost mark costs a chance. */
        boolean used;

        Member(K key, CircuitBreaker breaker) {
            this.key = key;
            this.breaker = breaker;
        }
    }

    private static final class Leaving extends WeakReference<Circuit> {
        final Ledger ledger;

        Leaving(Circuit circuit, ReferenceQueue<Circuit> gone) {
            super(circuit, gone);
            this.ledger = circuit.ledger;
        }
    }

    KeyedMembers(String name, int maxKeys, CircuitBreakerConfig config) {
        this.name = name;
        this.maxKeys = maxKeys;
        this.config = config;
        this.overflow = CircuitBreaker.of(name + "[*]", config);
    }

    String nameOf(K key) {
        return name + "[" + textOf(key) + "]";
    }

    CircuitBreaker of(K key) {
        return own(key).orElse(overflow);
    }

    Optional<CircuitBreaker> find(K key) {
        return Optional.ofNullable(members.get(key)).map(member -> member.breaker);
    }

    /** The key's own breaker, made if there is none and a place for it. */
    Optional<CircuitBreaker> own(K key) {
        Member<K> member = members.get(Objects.requireNonNull(key, "key"));
        if (member == null) {
            return Optional.ofNullable(add(key));
        }
        if (!member.used) {
            member.used = true;
        }
        return Optional.of(member.breaker);
    }

    private @Nullable CircuitBreaker add(K key) {
        long now = config.ticker().nanos();
        if (isFullFor(now)) {
            return null;
        }
        Member<K> made = new Member<>(key, CircuitBreaker.of(nameOf(key), config));
        synchronized (this) {
            Member<K> present = members.get(key);
            if (present != null) {
                return present.breaker;
            }
            if (members.size() >= maxKeys && !makeRoom()) {
                searchedInVainNanos = now;
                return null;
            }
            members.put(key, made);
            clock.add(made);
            listeners.added(made.breaker);
            return made.breaker;
        }
    }

    private String textOf(K key) {
        String text;
        try {
            text = String.valueOf(key.toString());
        } catch (Throwable broken) {
            overflow.circuit.userCode.failed(UserCode.Kind.KEY, broken);
            text = key.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(key));
        }
        return Text.oneLine(text, LONGEST_KEY);
    }

    private synchronized boolean isFullFor(long now) {
        return members.size() >= maxKeys && searchedInVainNanos != null && now - searchedInVainNanos < PAUSE_NANOS;
    }

    private boolean makeRoom() {
        return evictFirst(Phase::isIdleAndHealthy) || evictFirst(Phase::isIdleAndDue);
    }

    private boolean evictFirst(Predicate<Phase> fit) {
        for (int passes = 2 * clock.size(); passes > 0; passes--) {
            Member<K> member = clock.remove();
            boolean chance = member.used;
            member.used = false;
            if (!chance && fit.test(member.breaker.circuit.phase())) {
                members.remove(member.key);
                listeners.removed(member.breaker);
                leaving.add(new Leaving(member.breaker.circuit, gone));
                closeBooks();
                evicted++;
                return true;
            }
            clock.add(member);
        }
        return false;
    }

    /**
     * Adds up what evicted breakers have counted. That one has nothing in flight does not tell that it is done: a call may have
     * found it just before its eviction and not have begun. So its books stay open as long as anybody holds it.
     */
    private void closeBooks() {
        for (Reference<?> end = gone.poll(); end != null; end = gone.poll()) {
            if (end instanceof Leaving left && leaving.remove(left)) {
                left.ledger.addTo(evictedFigures);
            }
        }
    }

    synchronized Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        List<CircuitBreaker> present = new ArrayList<>();
        present.add(overflow);
        members.values().forEach(member -> present.add(member.breaker));
        return listeners.register(listener, executor, present);
    }

    synchronized KeyedSnapshot<K> snapshot() {
        Map<State, Integer> byState = new EnumMap<>(State.class);
        Map<K, Snapshot> notClosed = new LinkedHashMap<>();
        Snapshot shared = overflow.snapshot();
        closeBooks();
        long[] figures = evictedFigures.clone();
        overflow.circuit.ledger.addTo(figures);
        leaving.forEach(each -> each.ledger.addTo(figures));
        for (Member<K> member : clock) {
            member.breaker.circuit.ledger.addTo(figures);
            State state = member.breaker.state();
            if (state != State.CLOSED) { // only these are shown one by one: most are closed, and there may be many
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
                clock.size(),
                maxKeys,
                evicted,
                Collections.unmodifiableMap(byState),
                Collections.unmodifiableMap(notClosed),
                shared,
                Ledger.totals(figures)));
    }
}
