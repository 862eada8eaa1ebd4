package io.switchgear.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The meters of a keyed breaker, rolled up: no meter for a key. Calls, rejections and transitions are those of all keys
 * together, and the state is how many keys are in it; the overflow, which keys without a place share, counts there as one
 * more while it is not closed. There is no time in state, no time to the next probe and no duration, which belong to one key.
 * Each meter has the tag {@code name}, the keyed breaker's name.
 *
 * <p>Reading takes time in proportion to the number of keys; with more than 1,000, what is shown is up to a second old. Binding
 * twice does nothing the second time. Thread-safe.
 *
 * @since 0.1
 */
public final class KeyedCircuitBreakerMetrics implements MeterBinder, AutoCloseable {
    private final KeyedCircuitBreaker<?> keyed;
    private final Tags tags;
    /** What ends the binding to each meter registry. Guarded by this object's lock. */
    private final Map<MeterRegistry, Runnable> bindings = new HashMap<>();

    private KeyedCircuitBreakerMetrics(KeyedCircuitBreaker<?> keyed, Tags tags) {
        this.keyed = keyed;
        this.tags = tags;
    }

    /**
     * The meters of a keyed breaker.
     *
     * @param keyed what to show
     * @return a binder
     */
    public static KeyedCircuitBreakerMetrics of(KeyedCircuitBreaker<?> keyed) {
        return new KeyedCircuitBreakerMetrics(Objects.requireNonNull(keyed, "keyed"), Tags.empty());
    }

    /**
     * The same with more tags.
     *
     * @param more tags of every meter, beside {@code name}
     * @return another binder
     */
    public KeyedCircuitBreakerMetrics withTags(Iterable<? extends Tag> more) {
        return new KeyedCircuitBreakerMetrics(keyed, tags.and(Objects.requireNonNull(more, "more")));
    }

    /**
     * Adds the meters to a registry. Harmless when called again.
     *
     * @param registry where to add them
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        bindings.computeIfAbsent(registry, this::show);
    }

    /** Removes the meters from every registry that this was bound to. It can be bound again. */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Runnable::run);
        bindings.clear();
    }

    private Runnable show(MeterRegistry registry) {
        Reading reading = new Reading(keyed, registry.config().clock());
        MeterGroup meters =
                new MeterGroup(registry, tags.and("name", reading.get().name()));
        if (meters.isTaken(SharedMeters.STATE)) {
            return () -> {};
        }
        SharedMeters shared = new SharedMeters(meters, () -> reading.get().totals());
        shared.add();
        for (State state : State.values()) {
            meters.gauge(
                    SharedMeters.STATE,
                    "1 for the state that it is in; for a keyed breaker, how many keys are",
                    SharedMeters.tag("state", state),
                    () -> in(state, reading.get()));
        }
        meters.gauge(
                "switchgear.keys.max",
                "Most keys with a breaker of their own",
                Tags.empty(),
                () -> reading.get().maxKeys());
        meters.counter(
                "switchgear.keys.evicted",
                "Keys that lost their breaker to others",
                Tags.empty(),
                () -> reading.get().evicted());
        Registration changes = keyed.onEvent(
                event -> {
                    if (event instanceof StateChange change) {
                        shared.changed(change);
                    }
                },
                Runnable::run);
        return () -> {
            changes.close();
            meters.remove();
        };
    }

    private static int in(State state, KeyedSnapshot<?> snapshot) {
        boolean overflows = state != State.CLOSED && snapshot.overflow().state() == state;
        return snapshot.byState().getOrDefault(state, 0) + (overflows ? 1 : 0);
    }

    /** The last look at all keys, which the meters share where there are many. Thread-safe. */
    private static final class Reading {
        private static final int FEW_KEYS = 1_000;
        private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

        private final KeyedCircuitBreaker<?> keyed;
        private final Clock clock;
        /** Guarded by this object's lock, so that a later reading never shows less. */
        private KeyedSnapshot<?> last;

        private long takenNanos;

        Reading(KeyedCircuitBreaker<?> keyed, Clock clock) {
            this.keyed = keyed;
            this.clock = clock;
            this.takenNanos = clock.monotonicTime();
            this.last = keyed.snapshot();
        }

        synchronized KeyedSnapshot<?> get() {
            long nowNanos = clock.monotonicTime();
            if (last.keys() <= FEW_KEYS || nowNanos - takenNanos >= LIFE_NANOS) {
                last = keyed.snapshot();
                takenNanos = nowNanos;
            }
            return last;
        }
    }
}
