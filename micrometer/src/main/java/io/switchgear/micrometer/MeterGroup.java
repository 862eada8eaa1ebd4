package io.switchgear.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The meters of one breaker in one registry, which come together and go together. Once it is removed it makes no more, so that
 * an event that was on its way cannot bring a meter back. Thread-safe.
 */
final class MeterGroup {
    private final MeterRegistry registry;
    private final Tags tags;
    /**
     * The meters by what they are, with what they read, which counters themselves hold weakly. Guarded by this object's lock;
     * nothing is read under it.
     */
    private final Map<Meter, Object> meters = new HashMap<>();
    /** Guarded by this object's lock. */
    private boolean removed;

    MeterGroup(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** Whether the registry has such a meter with these tags already, from whomever. */
    boolean isTaken(String name) {
        return registry.find(name).tags(tags).meter() != null;
    }

    void gauge(String name, String description, Tags own, Supplier<Number> value) {
        add(
                value,
                () -> Gauge.builder(name, value)
                        .description(description)
                        .tags(tags.and(own))
                        .strongReference(true)
                        .register(registry));
    }

    void secondsGauge(String name, String description, DoubleSupplier seconds) {
        Supplier<Number> value = seconds::getAsDouble;
        add(
                value,
                () -> TimeGauge.builder(name, value, TimeUnit.SECONDS)
                        .description(description)
                        .tags(tags)
                        .strongReference(true)
                        .register(registry));
    }

    void counter(String name, String description, Tags own, DoubleSupplier value) {
        add(
                value,
                () -> FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                        .description(description)
                        .tags(tags.and(own))
                        .register(registry));
    }

    void secondsCounter(String name, String description, Tags own, DoubleSupplier seconds) {
        add(
                seconds,
                () -> FunctionCounter.builder(name, seconds, DoubleSupplier::getAsDouble)
                        .description(description)
                        .tags(tags.and(own))
                        .baseUnit("seconds")
                        .register(registry));
    }

    /** Counts events that nobody else keeps count of. */
    void count(String name, String description, Tags own, int events) {
        add(this, () -> {
            Counter counter = Counter.builder(name)
                    .description(description)
                    .tags(tags.and(own))
                    .register(registry);
            counter.increment(events);
            return counter;
        });
    }

    Timer timer(String name, String description, Tags own) {
        Timer timer =
                Timer.builder(name).description(description).tags(tags.and(own)).register(registry);
        add(this, () -> timer);
        return timer;
    }

    private synchronized void add(Object read, Supplier<Meter> made) {
        if (!removed) {
            meters.put(made.get(), read);
        }
    }

    /** Removes the meters of one name. */
    synchronized void remove(String name) {
        for (Meter meter : List.copyOf(meters.keySet())) {
            if (meter.getId().getName().equals(name)) {
                registry.remove(meter);
                meters.remove(meter);
            }
        }
    }

    /** Removes all meters for ever. */
    synchronized void remove() {
        removed = true;
        meters.keySet().forEach(registry::remove);
        meters.clear();
    }
}
