// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualInstantSource;
import io.switchgear.testkit.ManualRandom;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** A breaker whose time stands still, which opens with the first failure for 10 s and closes after two probes, and its meters. */
final class Rig {
    static final Duration WAIT = Duration.ofSeconds(10);
    static final Duration LEASE = Duration.ofSeconds(30);

    final ManualTicker ticker = new ManualTicker();
    final ManualInstantSource clock = new ManualInstantSource(ticker);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final CircuitBreakerConfig config;
    final CircuitBreaker breaker;

    Rig() {
        this(config -> config);
    }

    Rig(UnaryOperator<CircuitBreakerConfigBuilder> more) {
        this.config = more.apply(CircuitBreakerConfig.builder()
                        .tripWhen(TripRule.failureCount(1))
                        .openFor(Backoff.fixed(WAIT))
                        .halfOpen(HalfOpen.probes(2).probeTimeout(LEASE))
                        .ticker(ticker)
                        .instantSource(clock)
                        .random(new ManualRandom()))
                .build();
        this.breaker = CircuitBreaker.of("search", config);
    }

    void seconds(double seconds) {
        ticker.advance(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    void trip() {
        breaker.acquire().failure();
    }

    void probe() {
        breaker.acquire().success();
    }

    /** The one value of the one meter with these tags; fails if there is none. */
    double value(String name, String... tags) {
        List<Double> values = registry.get(name).tags(tags).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .map(measurement -> measurement.getValue())
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(name + Arrays.toString(tags) + " has the values " + values);
        }
        return values.get(0);
    }

    boolean has(String name) {
        return registry.find(name).meter() != null;
    }

    double secondsIn(State state) {
        return value("switchgear.state.time", "state", state.name().toLowerCase(Locale.ROOT));
    }

    /** Of all breakers and kinds. */
    double transitions(String from, String to) {
        return registry.get("switchgear.transitions").tags("from", from, "to", to).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** What every meter is, in one line each. */
    List<String> meters() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getName() + Tags.of(id.getTags()))
                .sorted()
                .toList();
    }
}
