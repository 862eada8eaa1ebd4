package io.switchgear;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A breaker for each key: for each host, shard or tenant that can fail by itself, so that one that is down does not take the
 * others with it. The number of keys is bounded, whatever keys come: when it is reached, a new key takes the place of one that is
 * closed, idle and without failures in its window, or else of one that is open and past its wait, but never of one that is
 * held by hand. While there is none such, new keys share one breaker, the overflow. Thread-safe.
 *
 * @param <K> type of the keys; with equals and hashCode
 * @since 0.1
 */
public final class KeyedCircuitBreaker<K> {
    private final KeyedMembers<K> members;

    private KeyedCircuitBreaker(KeyedMembers<K> members) {
        this.members = members;
    }

    /**
     * A breaker for each key.
     *
     * @param name of all of them, on one line, at most 100 characters; the breaker of a key is called {@code name[key]}, with the key's
     *     text on one line and cut to 98 characters, the overflow {@code name[*]}
     * @param maxKeys most keys with a breaker of their own, 1 to 1,000,000; each takes about 1 KB
     * @param config of each breaker
     * @param <K> type of the keys
     * @return a new keyed breaker
     * @throws InvalidConfigException if the name is none such, or the number out of bounds
     */
    public static <K> KeyedCircuitBreaker<K> of(String name, int maxKeys, CircuitBreakerConfig config) {
        Problems problems = new Problems();
        problems.inBounds("maxKeys", maxKeys, 1, KeyedMembers.MOST_KEYS);
        ConfigCheck.name(problems, name, KeyedMembers.LONGEST_NAME);
        if (config == null) {
            throw Problems.missing(name, "config", "CircuitBreakerConfig.builder().build() has the defaults");
        }
        return new KeyedCircuitBreaker<>(new KeyedMembers<>(name, maxKeys, config));
    }

    /** {@return the name of all of them} */
    public String name() {
        return members.name;
    }

    /** {@return what each breaker is configured by} */
    public CircuitBreakerConfig config() {
        return members.config;
    }

    /**
     * The guard of one key. It looks the key's breaker up at each call, so it can be kept. While there is no place for a
     * breaker of the key's own, its calls go through the overflow.
     *
     * @param key what is called
     * @return a guard
     */
    public Guard at(K key) {
        return new KeyGuard<>(members, Objects.requireNonNull(key, "key"));
    }

    /**
     * Rejects every call of a key until {@link #reset}; the key keeps its breaker so long.
     *
     * @param key what is called
     * @param reason why; not blank
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     */
    public boolean forceOpen(K key, String reason) {
        Optional<CircuitBreaker> own = members.own(key);
        own.ifPresent(breaker -> breaker.forceOpen(reason));
        return own.isPresent();
    }

    /**
     * Closes the breaker of a key as if it had never opened; does nothing for a key without one.
     *
     * @param key what is called
     * @param reason why; not blank
     */
    public void reset(K key, String reason) {
        members.find(key).ifPresent(breaker -> breaker.reset(reason));
    }

    /**
     * The breaker of one key at this moment.
     *
     * @param key any; none is made for it
     * @return empty if the key has no breaker of its own
     */
    public Optional<Snapshot> snapshot(K key) {
        return members.find(key).map(CircuitBreaker::snapshot);
    }

    /** {@return all keys in one view; takes time in proportion to their number} */
    public KeyedSnapshot<K> snapshot() {
        return members.snapshot();
    }

    /**
     * Tells a listener of the events of all keys and of the overflow, as {@link CircuitBreaker#onEvent} does: in order for each
     * key.
     *
     * @param listener what to tell; for several keys at once, so thread-safe
     * @param executor where to run it
     * @return ends it for all keys
     */
    public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        return members.onEvent(listener, executor);
    }
}
