// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A breaker for each key: for each host, shard or tenant that can fail by itself, so that one that is down does not affect
 * the others. The number of keys is bounded: when the bound is reached, a new key takes the place of a key that is closed,
 * idle and without failures in its window, or else of one that is open and past its wait. A key that is held by hand or has
 * a configuration of its own keeps its breaker. While no place is found, new keys share one breaker, the overflow; no call
 * waits for a place. Thread-safe.
 *
 * <p>Each operation by hand exists twice: for one key, and for the whole. The operations for programs,
 * {@code openUnlessHeld} and {@code recover}, are for one key, because a program that learns something from elsewhere
 * learns it about one key. An operation on the whole is made on the breaker of each key in turn, whatever was done to that
 * key before, and on the overflow; later keys begin as if it had been made on them too, until the next operation on the
 * whole. So after {@code forceOpen(reason)} no key passes calls, and {@code release(reason)} also releases the keys that
 * were held one by one. A key that is released while the whole is held passes calls as long as it keeps its breaker.
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
     * Creates a keyed breaker.
     *
     * @param name the common name, on one line, at most 100 characters; the breaker of a key is called {@code name[key]},
     *     with the key's text on one line and cut to 98 characters, the overflow {@code name[*]}
     * @param maxKeys the maximum number of keys with a breaker of their own, 1 to 1,000,000; each takes about 1 KB
     * @param config the configuration of each breaker
     * @param <K> type of the keys
     * @return a new keyed breaker
     * @throws InvalidConfigException if the name is not valid, or the number out of bounds
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

    /** The callbacks that belong to no key. */
    Callbacks callbacks() {
        return members.overflow.machine.callbacks;
    }

    /** {@return the common name of all breakers} */
    public String name() {
        return members.name;
    }

    /** {@return the maximum number of keys with a breaker of their own} */
    public int maxKeys() {
        return members.maxKeys;
    }

    /** {@return the configuration of all breakers; single keys may have another} */
    public CircuitBreakerConfig config() {
        return members.moves.common().config();
    }

    /**
     * Returns the guard of one key. It looks the key's breaker up at each call, so it can be kept. While there is no place
     * for a breaker of the key's own, its calls go through the overflow.
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
     * @return false, and nothing changed, if there is no place for a breaker of the key's own
     */
    public boolean open(K key, Duration wait, String reason) {
        KeyHold.check(name(), wait, reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.open(wait, reason));
    }

    /**
     * Opens the breaker of a key for a time unless it is held by hand, as {@link CircuitBreaker#openUnlessHeld} does.
     *
     * @param key the key; gets a breaker of its own if it has none and there is a place
     * @param wait the time, zero to 36,500 days
     * @param reason the reason, for logs and rejections; not blank
     * @return whether it opened, false if it is held; empty, and nothing changed, if there is no place for a breaker of the
     *     key's own
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
     * @return whether there was an outage to end; empty, and nothing changed, if the key has no breaker of its own
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
     * @return false, and nothing changed, if there is no place for a breaker of the key's own
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
     * @return false, and nothing changed, if there is no place for a breaker of the key's own
     */
    public boolean disable(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.disable(reason));
    }

    /**
     * Puts the breaker of a key in shadow mode until it is released or reset: every call passes, and the breaker only shows
     * what it would do.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing changed, if there is no place for a breaker of the key's own
     */
    public boolean metricsOnly(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.metricsOnly(reason));
    }

    /**
     * Closes the breaker of a key that is held by hand. Does nothing in the other states.
     *
     * @param key the key
     * @param reason the reason, for logs; not blank
     * @return false, and nothing changed, if the key has no breaker of its own
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
     * @return false, and nothing changed, if the key has no breaker of its own
     */
    public boolean reset(K key, String reason) {
        KeyHold.check(name(), reason);
        return members.move(Objects.requireNonNull(key, "key"), false, breaker -> breaker.reset(reason));
    }

    /**
     * Replaces the configuration of a key's breaker, as {@link CircuitBreaker#reconfigure} does. The key keeps its breaker
     * until it gets {@link #config()} again, or all keys are reconfigured.
     *
     * @param key the key
     * @param config the new configuration, with the same ticker
     * @return false, and nothing changed, if there is no place for a breaker of the key's own
     * @throws InvalidConfigException if the ticker is a different one
     */
    public boolean reconfigure(K key, CircuitBreakerConfig config) {
        ConfigValidator.reconfiguration(name(), config().ticker(), config);
        return members.move(Objects.requireNonNull(key, "key"), true, breaker -> breaker.reconfigure(config));
    }

    /**
     * Opens the breakers of all keys and the overflow for a time. Keys that arrive within that time are open for the rest
     * of it.
     *
     * @param wait the time, zero to 36,500 days
     * @param reason the reason, for logs and rejections; not blank
     */
    public void open(Duration wait, String reason) {
        members.moves.open(name(), wait, reason);
    }

    /**
     * Rejects every call, including those of later keys, until {@link #release(String)} or {@link #reset(String)}.
     *
     * @param reason the reason, for logs and rejections; not blank
     */
    public void forceOpen(String reason) {
        members.moves.hold(KeyHold.forcedOpen(name(), reason));
    }

    /**
     * Lets every call pass, including those of later keys, and counts nothing until it is released or reset.
     *
     * @param reason the reason, for logs; not blank
     */
    public void disable(String reason) {
        members.moves.hold(KeyHold.disabled(name(), reason));
    }

    /**
     * Puts all breakers in shadow mode, including those of later keys, until they are released or reset: every call passes,
     * and the breakers only show what they would do.
     *
     * @param reason the reason, for logs; not blank
     */
    public void metricsOnly(String reason) {
        members.moves.hold(KeyHold.metricsOnly(name(), reason));
    }

    /**
     * Closes the breakers that are held by hand, one by one or as a whole; later keys begin closed.
     *
     * @param reason the reason, for logs; not blank
     */
    public void release(String reason) {
        members.moves.hold(KeyHold.released(name(), reason));
    }

    /**
     * Closes the breakers of all keys and the overflow as if they had never opened; later keys begin without a hold.
     *
     * @param reason the reason, for logs; not blank
     */
    public void reset(String reason) {
        members.moves.hold(KeyHold.reset(name(), reason));
    }

    /**
     * Replaces the configuration of all keys, including later ones and those with a configuration of their own, and of the
     * overflow, as {@link CircuitBreaker#reconfigure} does.
     *
     * @param config the new configuration, with the same ticker
     * @throws InvalidConfigException if the ticker is a different one
     */
    public void reconfigure(CircuitBreakerConfig config) {
        members.moves.reconfigure(name(), config);
    }

    /**
     * Returns a snapshot of the breaker of one key.
     *
     * @param key any key; no breaker is created for it
     * @return the snapshot; empty if the key has no breaker of its own
     */
    public Optional<Snapshot> snapshot(K key) {
        return members.find(Objects.requireNonNull(key, "key")).map(CircuitBreaker::snapshot);
    }

    /** {@return a snapshot of all keys; takes time in proportion to their number, but no call waits for it} */
    public KeyedSnapshot<K> snapshot() {
        return members.snapshot();
    }

    /** {@return the overall health of all keys; takes time as {@link #snapshot()} does} */
    public Health health() {
        return snapshot().health();
    }

    /**
     * Registers a listener for the events of all keys and of the overflow, as {@link CircuitBreaker#onEvent} does: in order
     * for each key. The events of a key end when it loses its breaker to another.
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
