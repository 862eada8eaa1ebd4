// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A registry of breakers and keyed breakers by name. A name stands for one or the other. A registry is for a known number
 * of dependencies; for one breaker per host, shard or tenant use {@link #keyed}, which is bounded. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerRegistry {
    private static final String REMOVE_FIRST = ", change it with reconfigure(config), or remove it first";

    private final Function<String, CircuitBreakerConfig> defaults;
    /** Read without a lock; written under this object's lock, under which no foreign code runs. */
    private final Map<String, Registered> registered = new ConcurrentSkipListMap<>();
    /** Guarded by this object's lock. */
    private final SharedListeners<Registered> listeners = new SharedListeners<>(Registered::onEvent);
    /** The listeners for breakers that are added or removed. */
    private final List<MembershipListener> membershipListeners = new CopyOnWriteArrayList<>();

    private CircuitBreakerRegistry(Function<String, CircuitBreakerConfig> defaults) {
        this.defaults = defaults;
    }

    /** {@return a registry whose breakers have the default configuration} */
    public static CircuitBreakerRegistry ofDefaults() {
        return of(CircuitBreakerConfig.builder().build());
    }

    /**
     * Creates a registry whose breakers share one configuration.
     *
     * @param config the configuration of breakers that {@link #get} creates
     * @return a new registry
     */
    public static CircuitBreakerRegistry of(CircuitBreakerConfig config) {
        Objects.requireNonNull(config, "config");
        return of(name -> config);
    }

    /**
     * Creates a registry with a configuration per name.
     *
     * @param configs the configuration by name, of plain and keyed breakers; may be called more than once for a name; runs
     *     under no lock; thread-safe
     * @return a new registry
     */
    public static CircuitBreakerRegistry of(Function<String, CircuitBreakerConfig> configs) {
        return new CircuitBreakerRegistry(Objects.requireNonNull(configs, "configs"));
    }

    /**
     * Returns the breaker of a name; creates it if there is none.
     *
     * @param name the name; not blank, on one line, at most 200 characters
     * @return the same breaker for a name each time, until it is removed
     * @throws InvalidConfigException if the name is not valid, or the registry's function throws or returns null for it
     * @throws IllegalStateException if the name has a keyed breaker
     */
    public CircuitBreaker get(String name) {
        Registered present = name == null ? null : registered.get(name);
        if (present == null) {
            ConfigValidator.name(new ConfigErrors(), name); // before the user's function sees it
            present = add(new Registered.Single(CircuitBreaker.of(name, configFor(name))));
        }
        if (present instanceof Registered.Single single) {
            return single.breaker();
        }
        throw new IllegalStateException(present.inWords());
    }

    /**
     * Returns the keyed breaker of a name; creates it if there is none, with the registry's configuration for that name.
     *
     * @param name the name; not blank, on one line, at most 200 characters
     * @param maxKeys the maximum number of keys with a breaker of their own, 1 to 1,000,000; must be the same in each call
     * @param <K> type of the keys; all callers of a name must agree on it, which is not checked
     * @return the same keyed breaker for a name each time, until it is removed
     * @throws InvalidConfigException if the name is not valid or longer than 100 characters, the number is out of bounds,
     *     or the registry's function throws or returns null
     * @throws IllegalStateException if the name has a plain breaker, or a keyed one with a different number of keys
     */
    @SuppressWarnings("unchecked") // A keyed breaker returns only keys that were put in.
    public <K> KeyedCircuitBreaker<K> keyed(String name, int maxKeys) {
        Registered present = name == null ? null : registered.get(name);
        if (present == null) {
            KeyedCircuitBreaker.check(name, maxKeys);
            present = add(new Registered.Keyed(KeyedCircuitBreaker.of(name, maxKeys, configFor(name))));
        }
        if (present instanceof Registered.Keyed keyed && keyed.breaker().maxKeys() == maxKeys) {
            return (KeyedCircuitBreaker<K>) keyed.breaker();
        }
        throw new IllegalStateException(present.inWords() + " instead of keyed(\"" + name + "\", " + maxKeys + ")");
    }

    /**
     * Creates the breaker of a name with a configuration of its own.
     *
     * @param name the name; not blank, on one line, at most 200 characters
     * @param config the breaker's configuration
     * @return the new breaker
     * @throws InvalidConfigException if the name is not valid
     * @throws IllegalStateException if the name is taken: the existing breaker may have another configuration
     */
    public CircuitBreaker register(String name, CircuitBreakerConfig config) {
        return register(CircuitBreaker.of(name, config));
    }

    /**
     * Adds a breaker that was created elsewhere.
     *
     * @param breaker the breaker; can be in several registries
     * @return the same breaker
     * @throws IllegalStateException if its name is taken, even if by the same breaker
     */
    public CircuitBreaker register(CircuitBreaker breaker) {
        addNew(new Registered.Single(Objects.requireNonNull(breaker, "breaker")));
        return breaker;
    }

    /**
     * Adds a keyed breaker that was created elsewhere, such as one with its own configuration.
     *
     * @param keyed the keyed breaker; can be in several registries
     * @param <K> type of the keys
     * @return the same keyed breaker
     * @throws IllegalStateException if its name is taken, even if by the same breaker
     */
    public <K> KeyedCircuitBreaker<K> register(KeyedCircuitBreaker<K> keyed) {
        addNew(new Registered.Keyed(Objects.requireNonNull(keyed, "keyed")));
        return keyed;
    }

    private CircuitBreakerConfig configFor(String name) {
        Exception cause = null;
        try {
            CircuitBreakerConfig config = defaults.apply(name);
            if (config != null) {
                return config;
            }
        } catch (Exception thrown) {
            cause = thrown;
        }
        ConfigErrors problems = new ConfigErrors();
        problems.wrong(
                "the registry's function",
                ConfigErrors.quoted(name),
                (cause == null ? "returned null" : "threw " + cause.getClass().getName())
                        + ": it must return a configuration for each name");
        try {
            problems.throwIfAny(ConfigErrors.quoted(name));
        } catch (IllegalArgumentException wrong) {
            wrong.initCause(cause);
            throw wrong;
        }
        throw new AssertionError("a problem is always thrown");
    }

    /** Adds a breaker if its name is free; returns the one that has the name. */
    private Registered add(Registered made) {
        synchronized (this) {
            Registered present = registered.putIfAbsent(made.name(), made);
            if (present != null) {
                return present;
            }
            listeners.added(made);
        }
        membershipListeners.forEach(each -> each.tell(made));
        return made;
    }

    @SuppressWarnings("ReferenceEquality") // An existing one stands for another breaker, or was registered before.
    private void addNew(Registered made) {
        Registered present = add(made);
        if (present != made) {
            throw new IllegalStateException(present.inWords() + REMOVE_FIRST);
        }
    }

    /**
     * Finds the breaker of a name; never creates one.
     *
     * @param name any name
     * @return the breaker; empty for the name of a keyed one
     */
    public Optional<CircuitBreaker> find(String name) {
        return present(name) instanceof Registered.Single single ? Optional.of(single.breaker()) : Optional.empty();
    }

    /**
     * Finds the keyed breaker of a name; never creates one.
     *
     * @param name any name
     * @return the keyed breaker; empty for the name of a plain one
     */
    public Optional<KeyedCircuitBreaker<?>> findKeyed(String name) {
        return present(name) instanceof Registered.Keyed keyed ? Optional.of(keyed.breaker()) : Optional.empty();
    }

    private @Nullable Registered present(@Nullable String name) {
        return name == null ? null : registered.get(name);
    }

    /**
     * Removes the breaker of a name, plain or keyed, and detaches this registry's listeners from it. Code that still holds
     * the breaker can go on using it.
     *
     * @param name any name
     * @return the removed breaker; empty if there was none, or a keyed one
     */
    public Optional<CircuitBreaker> remove(String name) {
        Registered removed;
        synchronized (this) {
            removed = present(name);
            if (removed == null) {
                return Optional.empty();
            }
            registered.remove(name);
            listeners.removed(removed);
        }
        membershipListeners.forEach(each -> each.tell(removed));
        return removed instanceof Registered.Single single ? Optional.of(single.breaker()) : Optional.empty();
    }

    /** {@return all plain breakers, ordered by name; an unmodifiable copy} */
    public Collection<CircuitBreaker> all() {
        return registered.values().stream()
                .filter(Registered.Single.class::isInstance)
                .map(each -> ((Registered.Single) each).breaker())
                .toList();
    }

    /** {@return all keyed breakers, ordered by name; an unmodifiable copy} */
    public Collection<KeyedCircuitBreaker<?>> allKeyed() {
        return registered.values().stream()
                .filter(Registered.Keyed.class::isInstance)
                .<KeyedCircuitBreaker<?>>map(each -> ((Registered.Keyed) each).breaker())
                .toList();
    }

    /** {@return the health of each breaker by name; the reason of a keyed one gives the number of open keys} */
    public Map<String, Health> health() {
        Map<String, Health> views = new TreeMap<>();
        registered.forEach((name, each) -> views.put(name, each.health()));
        return views;
    }

    /**
     * The overall health: the worst of {@link #health()}. Its reason gives the number of breakers with that status and the
     * names of at most three of them, in the order of their names, with the reason of the first.
     *
     * @return the health; up if the registry is empty
     */
    public Health overallHealth() {
        return Health.worst(health());
    }

    /** {@return a snapshot of each plain breaker, by name} */
    public Map<String, Snapshot> snapshots() {
        Map<String, Snapshot> views = new TreeMap<>();
        all().forEach(each -> views.put(each.name(), each.snapshot()));
        return views;
    }

    /** {@return a snapshot of each keyed breaker, by name} */
    public Map<String, KeyedSnapshot<?>> keyedSnapshots() {
        Map<String, KeyedSnapshot<?>> views = new TreeMap<>();
        allKeyed().forEach(each -> views.put(each.name(), each.snapshot()));
        return views;
    }

    /**
     * Registers a listener for the events of all breakers and of all keys of the keyed ones, including those added later,
     * as {@link CircuitBreaker#onEvent} does: in order for each breaker.
     *
     * @param listener the listener to notify; runs for several breakers at once, so thread-safe
     * @param executor the executor that runs the listener
     * @return the registration, which removes the listener from all breakers when closed
     */
    public synchronized Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        SharedListeners<Registered>.Shared shared = listeners.register(listener, executor);
        registered.values().forEach(shared::attach);
        return shared;
    }

    /**
     * Registers a listener for the name of each breaker, plain or keyed, that has been added or removed. It runs under no
     * lock, on the thread that made the change. {@link #find} and {@link #findKeyed} tell which it was: threads that change
     * one name at the same time may notify in either order, so a listener that looks it up under a lock of its own ends up
     * with the current breaker. Existing breakers are in {@link #all} and {@link #allKeyed}. An exception from the listener
     * is logged once per breaker, and counted in its {@link Snapshot#userCodeFailures}, for a keyed breaker in those of the
     * overflow.
     *
     * @param listener the listener; runs on several threads at once, so thread-safe
     * @return the registration; no event is dropped
     */
    public Registration onMembershipChange(Consumer<? super String> listener) {
        MembershipListener added = new MembershipListener(Objects.requireNonNull(listener, "listener"));
        membershipListeners.add(added);
        return added;
    }

    /** One registration; the same listener can have several. */
    private final class MembershipListener implements Registration {
        private final Consumer<? super String> listener;
        /** Checked before each delivery, which may come from a thread that was iterating over the list at the removal. */
        private volatile boolean removed;

        MembershipListener(Consumer<? super String> listener) {
            this.listener = listener;
        }

        void tell(Registered changed) {
            try {
                if (!removed) {
                    listener.accept(changed.name());
                }
            } catch (Throwable thrown) {
                changed.callbacks().failed(Callbacks.Kind.LISTENER, thrown);
            }
        }

        @Override
        public void close() {
            removed = true;
            membershipListeners.remove(this);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
