// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Registration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Meters of a breaker, of a keyed breaker, or of all breakers of a registry, plain and keyed, including those added later:
 * states, transitions, calls by outcome, rejections by reason, calls in flight and more. Each has the tag {@code name}, the
 * breaker's name. The meters keep a breaker reachable until it leaves its registry, and are then removed, whatever the
 * filters of the meter registry call them. Reading them changes no breaker.
 *
 * <p>The meters of a keyed breaker are aggregated over its keys, with no tag for the key: the number of keys in each state,
 * the state of the overflow, calls, rejections and transitions. Reading them takes time in proportion to the number of
 * keys; with more than 1,000, the figures are up to a second old.
 *
 * <p>A breaker whose name and tags are already used in the meter registry, by any binder, is not shown, which is logged
 * once: give binders whose breakers share names different tags, with the same keys. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerMetrics implements MeterBinder, AutoCloseable {
    /** The meters shown in one meter registry, until they are removed. Thread-safe. */
    interface Shown {
        /** Restores meters that are missing among all meters of the registry, which are compared by identity. */
        void restore(Set<Meter> there);

        void remove();
    }

    /** The function that starts showing the breakers. */
    private final Function<Display, Shown> breakers;

    private final Tags tags;
    private final boolean durations;
    /** Guarded by this object's lock. */
    private final Map<MeterRegistry, Shown> bindings = new HashMap<>();

    private CircuitBreakerMetrics(Function<Display, Shown> breakers, Tags tags, boolean durations) {
        this.breakers = breakers;
        this.tags = tags;
        this.durations = durations;
    }

    /**
     * Creates a binder for all breakers of a registry, plain and keyed, including those added later.
     *
     * @param registry the registry of the breakers
     * @return a binder, without durations
     */
    public static CircuitBreakerMetrics of(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        return new CircuitBreakerMetrics(display -> new Members(registry, display), Tags.empty(), false);
    }

    /**
     * Creates a binder for one breaker.
     *
     * @param breaker the breaker
     * @return a binder, without durations
     */
    public static CircuitBreakerMetrics of(CircuitBreaker breaker) {
        Objects.requireNonNull(breaker, "breaker");
        return new CircuitBreakerMetrics(display -> display.show(breaker), Tags.empty(), false);
    }

    /**
     * Creates a binder for one keyed breaker, with its keys aggregated.
     *
     * @param keyed the keyed breaker
     * @return a binder
     */
    public static CircuitBreakerMetrics of(KeyedCircuitBreaker<?> keyed) {
        Objects.requireNonNull(keyed, "keyed");
        return new CircuitBreakerMetrics(display -> display.show(keyed), Tags.empty(), false);
    }

    /**
     * Returns this binder with more tags.
     *
     * @param more the tags of every meter, in addition to {@code name}
     * @return another binder
     */
    public CircuitBreakerMetrics withTags(Iterable<? extends Tag> more) {
        return new CircuitBreakerMetrics(breakers, tags.and(Objects.requireNonNull(more, "more")), durations);
    }

    /**
     * Returns this binder with a timer of the calls, by outcome. A breaker whose calls are timed pays one object and two
     * clock readings per call. Calls of keyed breakers are not timed.
     *
     * @return another binder
     */
    public CircuitBreakerMetrics withDurations() {
        return new CircuitBreakerMetrics(breakers, tags, true);
    }

    /**
     * Adds the meters to a registry. Another call for the same registry restores missing meters: those that were removed by
     * others, as {@link MeterRegistry#clear} does, and those of breakers whose names were taken and are free now.
     *
     * @param registry the registry to add them to
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        Shown bound = bindings.get(registry);
        if (bound == null) {
            bindings.put(registry, breakers.apply(new Display(registry, tags, durations)));
        } else {
            Set<Meter> there = Collections.newSetFromMap(new IdentityHashMap<>());
            there.addAll(registry.getMeters());
            bound.restore(there);
        }
    }

    /** Removes the meters from every registry that this was bound to. It can be bound again. */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Shown::remove);
        bindings.clear();
    }

    /** The place and the options for showing breakers. */
    private record Display(MeterRegistry registry, Tags tags, boolean durations) {
        Shown show(CircuitBreaker breaker) {
            return show(breaker.name(), meters -> new BreakerMeters(breaker, meters, durations));
        }

        Shown show(KeyedCircuitBreaker<?> keyed) {
            return show(
                    keyed.name(),
                    meters -> new KeyedMeters(keyed, meters, registry.config().clock()));
        }

        /** Shows a breaker completely or not at all: filters and listeners of the registry are the user's, and may throw. */
        private Shown show(String name, Function<MeterGroup, Shown> maker) {
            MeterGroup meters = new MeterGroup(registry, name, tags);
            try {
                return maker.apply(meters);
            } catch (RuntimeException | Error thrown) {
                meters.remove();
                throw thrown;
            }
        }
    }

    /** The meters of the breakers of a registry in one meter registry, kept in step with it. */
    private static final class Members implements Shown {
        private final CircuitBreakerRegistry registry;
        private final Display display;
        private final Registration membership;
        /** The breakers that are shown, by name. Guarded by this object's lock. */
        private final Map<String, Member> members = new HashMap<>();
        /** Guarded by this object's lock. */
        private boolean removed;

        /** A breaker or keyed breaker, and its meters. */
        private record Member(Object breaker, Shown meters) {}

        Members(CircuitBreakerRegistry registry, Display display) {
            this.registry = registry;
            this.display = display;
            this.membership = registry.onMembershipChange(this::fit);
            try {
                registry.all().forEach(breaker -> fit(breaker.name()));
                registry.allKeyed().forEach(keyed -> fit(keyed.name()));
            } catch (RuntimeException | Error thrown) {
                remove();
                throw thrown;
            }
        }

        /** Updates, under the lock, the meters for the name of a breaker that was added or removed. */
        private synchronized void fit(String name) {
            if (removed) {
                return;
            }
            Optional<CircuitBreaker> plain = registry.find(name);
            Optional<KeyedCircuitBreaker<?>> keyed = registry.findKeyed(name);
            Member shown = members.get(name);
            if (shown != null && !isOne(shown.breaker, plain) && !isOne(shown.breaker, keyed)) {
                members.remove(name);
                shown.meters.remove();
            }
            if (!members.containsKey(name)) {
                plain.ifPresentOrElse(
                        each -> members.put(name, new Member(each, display.show(each))),
                        () -> keyed.ifPresent(each -> members.put(name, new Member(each, display.show(each)))));
            }
        }

        private static boolean isOne(Object breaker, Optional<?> there) {
            return there.isPresent() && there.get().equals(breaker);
        }

        @Override
        public synchronized void restore(Set<Meter> there) {
            members.values().forEach(member -> member.meters.restore(there));
        }

        @Override
        public synchronized void remove() {
            removed = true;
            membership.close();
            members.values().forEach(member -> member.meters.remove());
            members.clear();
        }
    }
}
