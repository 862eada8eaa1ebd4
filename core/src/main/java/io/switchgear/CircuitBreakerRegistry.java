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

/**
 * Breakers by name. Put into it what there is a known number of; for one breaker per host, shard or tenant there is {@link
 * KeyedCircuitBreaker}, which is bounded. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerRegistry {
    private final Function<String, CircuitBreakerConfig> defaults;
    /** Read by anybody; written under this object's lock, under which no foreign code runs. */
    private final Map<String, CircuitBreaker> breakers = new ConcurrentSkipListMap<>();
    /** Guarded by this object's lock. */
    private final SharedListeners listeners = new SharedListeners();
    /** Who is told of breakers that come and go. */
    private final List<MembershipListener> membershipListeners = new CopyOnWriteArrayList<>();

    private CircuitBreakerRegistry(Function<String, CircuitBreakerConfig> defaults) {
        this.defaults = defaults;
    }

    /** {@return a registry whose breakers have the default configuration} */
    public static CircuitBreakerRegistry ofDefaults() {
        return of(CircuitBreakerConfig.builder().build());
    }

    /**
     * A registry whose breakers have one configuration.
     *
     * @param config for breakers that {@link #get} makes
     * @return a new registry
     */
    public static CircuitBreakerRegistry of(CircuitBreakerConfig config) {
        Objects.requireNonNull(config, "config");
        return of(name -> config);
    }

    /**
     * A registry whose breakers have a configuration each.
     *
     * @param configs the configuration by name; may be asked more than once for a name; thread-safe
     * @return a new registry
     */
    public static CircuitBreakerRegistry of(Function<String, CircuitBreakerConfig> configs) {
        return new CircuitBreakerRegistry(Objects.requireNonNull(configs, "configs"));
    }

    /**
     * The breaker of a name; makes it if there is none.
     *
     * @param name not blank, on one line, at most 200 characters
     * @return always the same one for a name, until it is removed
     * @throws InvalidConfigException if the name is none such
     * @throws NullPointerException if the registry's function has no configuration for it
     */
    public CircuitBreaker get(String name) {
        CircuitBreaker present = name == null ? null : breakers.get(name);
        if (present != null) {
            return present;
        }
        ConfigCheck.name(new Problems(), name); // before the user's function gets to see it
        CircuitBreakerConfig config = defaults.apply(name);
        if (config == null) {
            throw Problems.missing(
                    name, "config", "the function given to CircuitBreakerRegistry.of must give one for every name");
        }
        return add(CircuitBreaker.of(name, config));
    }

    /**
     * Makes the breaker of a name with a configuration of its own.
     *
     * @param name not blank, on one line, at most 200 characters
     * @param config its configuration
     * @return the new breaker
     * @throws InvalidConfigException if the name is none such
     * @throws IllegalStateException if the name has a breaker: it may run by another configuration
     */
    public CircuitBreaker register(String name, CircuitBreakerConfig config) {
        CircuitBreaker made = CircuitBreaker.of(name, config);
        if (add(made) != made) {
            throw new IllegalStateException("\"" + name + "\" has a circuit breaker already: use get(\"" + name
                    + "\"), change it with reconfigure(config), or remove(\"" + name + "\") first");
        }
        return made;
    }

    private CircuitBreaker add(CircuitBreaker made) {
        synchronized (this) {
            CircuitBreaker present = breakers.putIfAbsent(made.name(), made);
            if (present != null) {
                return present;
            }
            listeners.added(made);
        }
        membershipListeners.forEach(each -> each.tell(made));
        return made;
    }

    /**
     * The breaker of a name, if there is one. Never makes one.
     *
     * @param name any
     * @return the breaker
     */
    public Optional<CircuitBreaker> find(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(breakers.get(name));
    }

    /**
     * Forgets the breaker of a name, and detaches this registry's listeners from it. Whoever holds it can go on using it.
     *
     * @param name any
     * @return the breaker that was there
     */
    public Optional<CircuitBreaker> remove(String name) {
        Optional<CircuitBreaker> removed;
        synchronized (this) {
            removed = find(name);
            removed.ifPresent(breaker -> breakers.remove(name));
            removed.ifPresent(listeners::removed);
        }
        removed.ifPresent(breaker -> membershipListeners.forEach(each -> each.tell(breaker)));
        return removed;
    }

    /** {@return the breakers there are, by name; an unmodifiable copy} */
    public Collection<CircuitBreaker> all() {
        return List.copyOf(breakers.values());
    }

    /** {@return how everything that is protected is doing, by name} */
    public Map<String, Health> health() {
        return forEach(CircuitBreaker::health);
    }

    /** {@return a snapshot of each breaker, by name} */
    public Map<String, Snapshot> snapshots() {
        return forEach(CircuitBreaker::snapshot);
    }

    /**
     * Tells a listener of the events of all breakers, those to come included, as {@link CircuitBreaker#onEvent} does: in order
     * for each breaker.
     *
     * @param listener what to tell; for several breakers at once, so thread-safe
     * @param executor where to run it
     * @return ends it for all breakers
     */
    public synchronized Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        return listeners.register(listener, executor, breakers.values());
    }

    /**
     * Tells a listener of each breaker that comes or goes, once it has, under no lock, on the thread that made or removed it.
     * Which of the two, {@link #find} tells: threads that change one name at once may come by in either order, so a listener
     * that looks and acts under a lock of its own ends up with what there is. Breakers that are there already are in {@link
     * #all}. What the listener throws is logged once for a breaker, and counted in its {@link Snapshot#userCodeFailures}.
     *
     * @param listener what to tell; on several threads at once, so thread-safe
     * @return ends it; drops nothing
     */
    public Registration onMembershipChange(Consumer<? super CircuitBreaker> listener) {
        MembershipListener registered = new MembershipListener(Objects.requireNonNull(listener, "listener"));
        membershipListeners.add(registered);
        return registered;
    }

    private <T> Map<String, T> forEach(Function<CircuitBreaker, T> view) {
        Map<String, T> views = new TreeMap<>();
        breakers.forEach((name, breaker) -> views.put(name, view.apply(breaker)));
        return views;
    }

    /** One registration; the same listener can have several. */
    private final class MembershipListener implements Registration {
        private final Consumer<? super CircuitBreaker> listener;
        /** Looked at before each delivery: one that is going through the list may still come by after the removal. */
        private volatile boolean removed;

        MembershipListener(Consumer<? super CircuitBreaker> listener) {
            this.listener = listener;
        }

        void tell(CircuitBreaker breaker) {
            try {
                if (!removed) {
                    listener.accept(breaker);
                }
            } catch (Throwable thrown) {
                breaker.circuit.userCode.failed(UserCode.Kind.LISTENER, thrown);
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
