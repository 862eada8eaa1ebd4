// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopMeter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one breaker in one registry, added and removed together. The group keeps the meters that it has created,
 * whatever the registry's filters call them, and removes no others. The first meter decides for all: if it exists already,
 * from another group, the group creates none. After its removal it creates no more, so that a late event cannot bring a
 * meter back. No operation depends on the number of meters in the registry. Thread-safe.
 */
final class MeterGroup {
    private static final System.Logger LOG = System.getLogger(CircuitBreakerMetrics.class.getName());

    private final MeterRegistry registry;
    private final String name;
    private final Tags tags;
    private final Made made;
    /** Guarded by this object's lock, as are all fields below. */
    private final List<Entry<?>> entries = new ArrayList<>();

    private boolean removed;
    /** Whether the first meter has decided whether there are to be any. */
    private boolean decided;

    private boolean taken;
    private boolean warned;

    /** Creates a group for a breaker's name, with more tags. */
    MeterGroup(MeterRegistry registry, String name, Tags more) {
        this.registry = registry;
        this.name = name;
        this.tags = more.and("name", name);
        this.made = Made.in(registry);
    }

    /** A meter with the function that creates it and keeps the source of its value reachable. */
    static final class Entry<M extends Meter> {
        private final Supplier<M> recipe;
        private volatile @Nullable M meter;
        /** Whether this group created the meter. Guarded by the group's lock. */
        private boolean ours;

        Entry(Supplier<M> recipe) {
            this.recipe = recipe;
        }

        /** The meter; null while there is none. */
        @Nullable
        M meter() {
            return meter;
        }
    }

    Entry<Gauge> gauge(String name, String description, Tags own, Supplier<Number> value) {
        return add(() -> Gauge.builder(name, value)
                .description(description)
                .tags(tags.and(own))
                .strongReference(true)
                .register(registry));
    }

    Entry<TimeGauge> secondsGauge(String name, String description, DoubleSupplier seconds) {
        Supplier<Number> value = seconds::getAsDouble;
        return add(() -> TimeGauge.builder(name, value, TimeUnit.SECONDS)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    Entry<FunctionCounter> counter(String name, String description, Tags own, DoubleSupplier value) {
        return add(() -> FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags.and(own))
                .register(registry));
    }

    Entry<FunctionCounter> secondsCounter(String name, String description, Tags own, DoubleSupplier seconds) {
        return add(() -> FunctionCounter.builder(name, seconds, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags.and(own))
                .baseUnit("seconds")
                .register(registry));
    }

    Entry<Timer> timer(String name, String description, Tags own) {
        return add(() ->
                Timer.builder(name).description(description).tags(tags.and(own)).register(registry));
    }

    private synchronized <M extends Meter> Entry<M> add(Supplier<M> recipe) {
        Entry<M> entry = new Entry<>(recipe);
        if (!removed) {
            entries.add(entry);
            make(entry);
        }
        return entry;
    }

    /** Creates the meter of an entry, or finds out why it cannot. Requires the lock. */
    @SuppressWarnings("ReferenceEquality") // Meters are equal if their names are; this tests for the same object.
    private <M extends Meter> void make(Entry<M> entry) {
        if (taken) {
            return;
        }
        M meter = entry.recipe.get();
        boolean real = !(meter instanceof NoopMeter); // not denied by a filter, and the registry is not closed
        entry.ours = real && (made.add(meter) || entries.stream().anyMatch(each -> each.ours && each.meter == meter));
        entry.meter = meter;
        if (real && !decided) {
            decided = true;
            taken = !entry.ours;
        }
        if (real && !entry.ours && !warned) {
            warned = true;
            LOG.log(System.Logger.Level.WARNING, warning(meter.getId()));
        }
    }

    private String warning(Meter.Id there) {
        String meter = there.getName() + Tags.of(there.getTags());
        return "circuit breaker " + name + (taken ? " is not shown" : " is not shown in full") + ": the meter " + meter
                + " already exists, for another breaker or from another binder. Give one of the binders other tags"
                + " (withTags), or check whether a MeterFilter maps two meters to the same one";
    }

    /**
     * Restores the meters that no longer exist.
     *
     * @param there all meters of the registry, by identity
     */
    synchronized void restore(Set<Meter> there) {
        decided = false;
        taken = false;
        for (Entry<?> entry : entries) {
            if (entry.ours && there.contains(entry.meter)) {
                decided = true;
            } else {
                entry.ours = false;
                make(entry);
            }
        }
    }

    /** Removes one meter permanently. */
    synchronized void remove(Entry<?> entry) {
        if (entries.remove(entry)) {
            unmake(entry);
        }
    }

    /** Removes all meters permanently. */
    synchronized void remove() {
        removed = true;
        entries.forEach(this::unmake);
        entries.clear();
    }

    private void unmake(Entry<?> entry) {
        Meter meter = entry.meter;
        if (entry.ours && meter != null && made.has(meter)) {
            registry.remove(meter);
            made.remove(meter);
        }
        entry.meter = null;
    }

    /**
     * The meters of all groups in one registry, by their names there: a registry returns an existing meter as if it were
     * new, and searching for it would visit all meters. They are held weakly. Thread-safe.
     */
    private static final class Made {
        /** Guarded by its own lock. */
        private static final Map<MeterRegistry, Made> BY_REGISTRY = new WeakHashMap<>();

        private final Map<Meter.Id, WeakReference<Meter>> meters = new ConcurrentHashMap<>();

        static Made in(MeterRegistry registry) {
            synchronized (BY_REGISTRY) {
                return BY_REGISTRY.computeIfAbsent(registry, each -> new Made());
            }
        }

        /**
         * Adds a meter; returns whether no group had created it. A meter of the same name that was removed from the
         * registry is a different one.
         */
        boolean add(Meter meter) {
            boolean[] isNew = {false};
            meters.compute(meter.getId(), (id, there) -> {
                isNew[0] = there == null || !there.refersTo(meter);
                return isNew[0] ? new WeakReference<>(meter) : there;
            });
            return isNew[0];
        }

        boolean has(Meter meter) {
            WeakReference<Meter> there = meters.get(meter.getId());
            return there != null && there.refersTo(meter);
        }

        void remove(Meter meter) {
            meters.computeIfPresent(meter.getId(), (id, there) -> there.refersTo(meter) ? null : there);
        }
    }
}
