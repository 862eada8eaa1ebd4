package io.switchgear;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A breaker for each key: for each host, shard or tenant that can fail by itself, so that one that is down does not take the
 * others with it. The number of keys is bounded, whatever keys come: when the bound is reached, a new key takes the place of one
 * that is closed, idle and without failures in its window, or else of one that is open and past its wait. A key that is held by
 * hand or has a configuration of its own keeps its breaker. While no place is found, new keys share one breaker, the overflow;
 * no call waits for a place. Thread-safe.
 *
 * <p>Each move by hand exists twice: for one key, and for the whole. The moves of programs, {@code openUnlessHeld} and {@code
 * recover}, are for one key: what is known from elsewhere is known of one. A move of the whole is made with the breaker of each key
 * in turn, whatever was done to that key before, and with the overflow; keys that come later begin as if it had been made with
 * them too, until the next move of the whole. So {@code forceOpen(reason)} leaves no key that passes calls, and {@code
 * release(reason)} releases also the keys that were held one by one. A key that is released while the whole is held passes
 * calls as long as it keeps its breaker.
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
     * @param name the name of all of them, on one line, at most 100 characters; the breaker of a key is called {@code
     *     name[key]}, with the key's text on one line and cut to 98 characters, the overflow {@code name[*]}
     * @param maxKeys the most keys with a breaker of their own, 1 to 1,000,000; each takes about 1 KB
     * @param config the configuration of each breaker
     * @param <K> type of the keys
     * @return a new keyed breaker
     * @throws InvalidConfigException if the name is none such, or the number out of bounds
     */
    public static <K> KeyedCircuitBreaker<K> of(String name, int maxKeys, CircuitBreakerConfig config) {
        check(name, maxKeys);
        if (config == null) {
            throw ConfigErrors.missing(name, "config", "CircuitBreakerConfig.builder().build() has the defaults");
        }
        return new KeyedCircuitBreaker<>(new KeyedMembers<>(name, maxKeys, config));
    }

    static void check(String name, int maxKeys) {
        ConfigErrors problems = new ConfigErrors();
        problems.inBounds("maxKeys", maxKeys, 1, KeyedMembers.MOST_KEYS);
        ConfigValidator.name(problems, name, KeyedMembers.LONGEST_NAME);
    }

    /** Where functions that belong to no key are counted. */
    Callbacks callbacks() {
        return members.overflow.machine.callbacks;
    }

    /** {@return the name of all breakers together} */
    public String name() {
        return members.name;
    }

    /** {@return the most keys with a breaker of their own} */
    public int maxKeys() {
        return members.maxKeys;
    }

    /** {@return the configuration of all breakers; single keys may have been given another} */
    public CircuitBreakerConfig config() {
        return members.moves.common().config();
    }

    /**
     * The guard of one key. It looks the key's breaker up at each call, so it can be kept. While there is no place for a
     * breaker of the key's own, its calls go through the overflow.
     *
     * @param key the key
     * @return a guard
     */
    public Guard at(K key) {
        return new KeyGuard<>(members, Objects.requireNonNull(key, "key"));
    }

    /**
     * Opens the breaker of a key for a time, as {@link CircuitBreaker#open} does.
     *
     * @param key the key
     * @param wait the time, zero to 36,500 days
     * @param reason the reason, for logs and rejections; not blank
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     */
    public boolean open(K key, Duration wait, String reason) {
        KeyHold.check(name(), wait, reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.open(wait, reason));
    }

    /**
     * Opens the breaker of a key for a time unless it is held by hand, as {@link CircuitBreaker#openUnlessHeld} does.
     *
     * @param key the key; is given a breaker of its own where it has none and there is a place
     * @param wait the time, zero to 36,500 days
     * @param reason the reason, for logs and rejections; not blank
     * @return whether it opened, false if it is held; empty, and nothing done, if there is no place for a breaker of the key's own
     */
    public Optional<Boolean> openUnlessHeld(K key, Duration wait, String reason) {
        KeyHold.check(name(), wait, reason);
        return members.tryMove(
                Objects.requireNonNull(key, "key"), true, breaker -> breaker.openUnlessHeld(wait, reason));
    }

    /**
     * Ends an outage of a key as successful probes do, as {@link CircuitBreaker#recover} does.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return whether there was an outage to end; empty, and nothing done, if the key has no breaker of its own
     */
    public Optional<Boolean> recover(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.tryMove(Objects.requireNonNull(key, "key"), false, breaker -> breaker.recover(reason));
    }

    /**
     * Rejects every call of a key until {@link #release(Object, String)} or {@link #reset(Object, String)}.
     *
     * @param key the key
     * @param reason the reason, for logs and rejections; not blank
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     */
    public boolean forceOpen(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.forceOpen(reason));
    }

    /**
     * Lets every call of a key pass and counts nothing until it is released or reset.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     */
    public boolean disable(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.disable(reason));
    }

    /**
     * Lets every call of a key pass and only shows what its breaker would do, until it is released or reset.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     */
    public boolean metricsOnly(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.metricsOnly(reason));
    }

    /**
     * Closes the breaker of a key that is held by hand. Does nothing in the states that end by themselves.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing done, if the key has no breaker of its own
     */
    public boolean release(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), false, breaker -> breaker.release(reason));
    }

    /**
     * Closes the breaker of a key as if it had never opened.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing done, if the key has no breaker of its own
     */
    public boolean reset(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), false, breaker -> breaker.reset(reason));
    }

    /**
     * Gives the breaker of a key another configuration, as {@link CircuitBreaker#reconfigure} does. The key keeps its breaker
     * until it is given {@link #config()} again, or all keys are reconfigured.
     *
     * @param key the key
     * @param config the new configuration, with the ticker of the old one
     * @return false, and nothing done, if there is no place for a breaker of the key's own
     * @throws InvalidConfigException if it has another ticker
     */
    public boolean reconfigure(K key, CircuitBreakerConfig config) {
        ConfigValidator.reconfiguration(name(), config().ticker(), config);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.reconfigure(config));
    }

    /**
     * Opens the breakers of all keys and the overflow for a time. Keys that come within that time are open for the rest of
     * it.
     *
     * @param wait the time, zero to 36,500 days
     * @param reason the reason, for logs and rejections; not blank
     */
    public void open(Duration wait, String reason) {
        members.moves.open(name(), wait, reason);
    }

    /**
     * Rejects every call, of keys to come too, until {@link #release(String)} or {@link #reset(String)}.
     *
     * @param reason the reason, for logs and rejections; not blank
     */
    public void forceOpen(String reason) {
        members.moves.hold(KeyHold.forcedOpen(name(), reason));
    }

    /**
     * Lets every call pass, of keys to come too, and counts nothing until it is released or reset.
     *
     * @param reason the reason, for logs; not blank
     */
    public void disable(String reason) {
        members.moves.hold(KeyHold.disabled(name(), reason));
    }

    /**
     * Lets every call pass, of keys to come too, and only shows what the breakers would do, until it is released or
     * reset.
     *
     * @param reason the reason, for logs; not blank
     */
    public void metricsOnly(String reason) {
        members.moves.hold(KeyHold.metricsOnly(name(), reason));
    }

    /**
     * Closes the breakers that are held by hand, one by one or as a whole; keys to come begin closed.
     *
     * @param reason the reason, for logs; not blank
     */
    public void release(String reason) {
        members.moves.hold(KeyHold.released(name(), reason));
    }

    /**
     * Closes the breakers of all keys and the overflow as if they had never opened; keys to come begin unheld.
     *
     * @param reason the reason, for logs; not blank
     */
    public void reset(String reason) {
        members.moves.hold(KeyHold.reset(name(), reason));
    }

    /**
     * Gives the breakers of all keys, those to come too, and the overflow another configuration, as {@link
     * CircuitBreaker#reconfigure} does; also the keys that had one of their own.
     *
     * @param config the new configuration, with the ticker of the old one
     * @throws InvalidConfigException if it has another ticker
     */
    public void reconfigure(CircuitBreakerConfig config) {
        members.moves.reconfigure(name(), config);
    }

    /**
     * The breaker of one key at this moment.
     *
     * @param key any key; none is made for it
     * @return empty if the key has no breaker of its own
     */
    public Optional<Snapshot> snapshot(K key) {
        return members.find(Objects.requireNonNull(key, "key")).map(CircuitBreaker::snapshot);
    }

    /** {@return all keys in one view; takes time in proportion to their number, for which no call waits} */
    public KeyedSnapshot<K> snapshot() {
        return members.snapshot();
    }

    /** {@return the health of all keys together; takes time as {@link #snapshot()} does} */
    public Health health() {
        return snapshot().health();
    }

    /**
     * Tells a listener of the events of all keys and of the overflow, as {@link CircuitBreaker#onEvent} does: in order for each
     * key. Tells nothing more of a key once it has lost its breaker to another.
     *
     * @param listener the listener; runs for several keys at once, so thread-safe
     * @param executor the executor that runs it
     * @return the registration for all keys
     */
    public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        return members.onEvent(listener, executor);
    }

    /** {@return the name and the number of places} */
    @Override
    public String toString() {
        return name() + " for at most " + maxKeys() + " keys";
    }
}
