// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchgear.fleet.Fleet;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Meters of a fleet as this instance knows it, each with the tag {@code fleet}, the fleet's name:
 *
 * <ul>
 *   <li>{@code switchgear.fleet.breakers}: the breakers in each state of the fleet (tag {@code state})
 *   <li>{@code switchgear.fleet.alone}: the breakers for which the store does not answer
 *   <li>{@code switchgear.fleet.voting}: the breakers for which this instance votes
 *   <li>{@code switchgear.fleet.answer.age}: the time since the oldest of their last answers; alerts on it notice a fleet that
 *       does nothing any more
 *   <li>{@code switchgear.fleet.unanswered}: operations that failed or were not answered in time
 * </ul>
 *
 * <p>The number of meters does not depend on the number of breakers. Thread-safe.
 *
 * @since 0.1
 */
public final class FleetMetrics implements MeterBinder, AutoCloseable {
    private final Fleet fleet;
    /** Guarded by this object's lock. */
    private final Map<MeterRegistry, List<Meter>> bindings = new HashMap<>();

    private FleetMetrics(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Creates a binder.
     *
     * @param fleet the fleet
     * @return a binder
     */
    public static FleetMetrics of(Fleet fleet) {
        return new FleetMetrics(Objects.requireNonNull(fleet, "fleet"));
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        bindings.computeIfAbsent(registry, this::register);
    }

    private List<Meter> register(MeterRegistry registry) {
        Tags tags = Tags.of("fleet", fleet.name());
        List<Meter> meters = new ArrayList<>();
        for (FleetState state : FleetState.values()) {
            meters.add(Gauge.builder("switchgear.fleet.breakers", fleet, of -> count(of, each -> each.fleet() == state))
                    .description("Breakers by their state in the fleet")
                    .tags(tags.and("state", state.name()))
                    .strongReference(true)
                    .register(registry));
        }
        meters.add(Gauge.builder("switchgear.fleet.alone", fleet, of -> count(of, FleetView::isAlone))
                .description("Breakers for which the store does not answer")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        meters.add(Gauge.builder("switchgear.fleet.voting", fleet, of -> count(of, FleetView::isVoting))
                .description("Breakers for which this instance votes")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        meters.add(TimeGauge.builder("switchgear.fleet.answer.age", fleet, TimeUnit.SECONDS, FleetMetrics::oldestAnswer)
                .description("Time since the oldest of the last answers of the store")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        meters.add(FunctionCounter.builder("switchgear.fleet.unanswered", fleet, FleetMetrics::unanswered)
                .description("Operations that failed or were not answered in time")
                .tags(tags)
                .register(registry));
        return meters;
    }

    private static double count(Fleet fleet, Predicate<FleetView> which) {
        return fleet.views().stream().filter(which).count();
    }

    private static double oldestAnswer(Fleet fleet) {
        return fleet.views().stream()
                .map(FleetView::answerAge)
                .flatMap(Optional::stream)
                .mapToDouble(
                        age -> (double) age.toNanos() / Duration.ofSeconds(1).toNanos())
                .max()
                .orElse(Double.NaN);
    }

    private static double unanswered(Fleet fleet) {
        return fleet.views().stream().mapToLong(FleetView::unanswered).sum();
    }

    /** Removes the meters from every registry that this was bound to. It can be bound again. */
    @Override
    public synchronized void close() {
        bindings.forEach((registry, meters) -> meters.forEach(registry::remove));
        bindings.clear();
    }
}
