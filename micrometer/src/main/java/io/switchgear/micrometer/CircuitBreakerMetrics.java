package io.switchgear.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The meters of a breaker, or of all breakers of a registry, those to come included: state, time in each state, transitions,
 * calls by outcome, rejections by reason, calls in flight, time to the next probe. Each has the tag {@code name}, the breaker's
 * name. The meters of a breaker keep it until it leaves its registry, and then go. Reading them changes no breaker.
 *
 * <p>Binding twice to one meter registry does nothing the second time. Where a breaker of the same name and tags is shown
 * already, by whatever binder, it stays, and the other one is not shown: give binders whose breakers share names different tags,
 * with the same keys. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerMetrics implements MeterBinder, AutoCloseable {
    /** Begins to show something, and gives what ends it. */
    private final Function<Display, Runnable> shown;

    private final Tags tags;
    private final boolean durations;
    /** What ends the binding to each meter registry. Guarded by this object's lock. */
    private final Map<MeterRegistry, Runnable> bindings = new HashMap<>();

    private CircuitBreakerMetrics(Function<Display, Runnable> shown, Tags tags, boolean durations) {
        this.shown = shown;
        this.tags = tags;
        this.durations = durations;
    }

    /**
     * The meters of all breakers of a registry, those to come included.
     *
     * @param registry whose breakers to show
     * @return a binder, without durations
     */
    public static CircuitBreakerMetrics of(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        return new CircuitBreakerMetrics(display -> new Members(registry, display)::remove, Tags.empty(), false);
    }

    /**
     * The meters of one breaker.
     *
     * @param breaker what to show
     * @return a binder, without durations
     */
    public static CircuitBreakerMetrics of(CircuitBreaker breaker) {
        Objects.requireNonNull(breaker, "breaker");
        return new CircuitBreakerMetrics(
                display -> {
                    Optional<BreakerMeters> meters = display.show(breaker);
                    return () -> meters.ifPresent(BreakerMeters::remove);
                },
                Tags.empty(),
                false);
    }

    /**
     * The same with more tags.
     *
     * @param more tags of every meter, beside {@code name}
     * @return another binder
     */
    public CircuitBreakerMetrics withTags(Iterable<? extends Tag> more) {
        return new CircuitBreakerMetrics(shown, tags.and(Objects.requireNonNull(more, "more")), durations);
    }

    /**
     * The same with a timer of the calls, by outcome. A breaker whose calls are timed pays an object and two clock readings a
     * call.
     *
     * @return another binder
     */
    public CircuitBreakerMetrics withDurations() {
        return new CircuitBreakerMetrics(shown, tags, true);
    }

    /**
     * Adds the meters to a registry. Harmless when called again.
     *
     * @param registry where to add them
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        bindings.computeIfAbsent(registry, each -> shown.apply(new Display(each, tags, durations)));
    }

    /** Removes the meters from every registry that this was bound to. It can be bound again. */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Runnable::run);
        bindings.clear();
    }

    /** Where and how to show breakers. */
    private record Display(MeterRegistry registry, Tags tags, boolean durations) {

        /** Empty where its name is taken. */
        Optional<BreakerMeters> show(CircuitBreaker breaker) {
            MeterGroup meters = new MeterGroup(registry, tags.and("name", breaker.name()));
            return meters.isTaken(SharedMeters.STATE)
                    ? Optional.empty()
                    : Optional.of(new BreakerMeters(breaker, meters, durations));
        }
    }

    /** The meters of the breakers of a registry in one meter registry, kept in step with it. */
    private static final class Members {
        private final CircuitBreakerRegistry registry;
        private final Display display;
        private final Registration membership;
        /** The breakers that are shown, by name. Guarded by this object's lock. */
        private final Map<String, Member> members = new HashMap<>();
        /** Guarded by this object's lock. */
        private boolean removed;

        private record Member(CircuitBreaker breaker, BreakerMeters meters) {}

        Members(CircuitBreakerRegistry registry, Display display) {
            this.registry = registry;
            this.display = display;
            this.membership = registry.onMembershipChange(this::fit);
            registry.all().forEach(breaker -> fit(breaker.name()));
        }

        /** Looks, under the lock, at what the registry has now for the name of a breaker that came or went. */
        private synchronized void fit(String name) {
            Optional<CircuitBreaker> there = removed ? Optional.empty() : registry.find(name);
            Member shown = members.get(name);
            if (shown != null && !there.equals(Optional.of(shown.breaker))) {
                shown.meters.remove();
                members.remove(name);
            }
            if (there.isPresent() && !members.containsKey(name)) {
                display.show(there.get()).ifPresent(meters -> members.put(name, new Member(there.get(), meters)));
            }
        }

        synchronized void remove() {
            removed = true;
            membership.close();
            members.values().forEach(member -> member.meters.remove());
            members.clear();
        }
    }
}
