// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.simulation.guard.Excess.Shape;
import io.switchgear.simulation.guard.Trickle.Gap;
import io.switchgear.simulation.world.Guard;
import io.switchgear.trip.TripRule;
import java.time.Duration;

/** All guards, in the order of the tables. */
public enum Guards {
    NONE("no breaker", (time, chance) -> new Passing()),
    DEFAULT("Switchgear default", SwitchgearGuard.with(c -> c)),
    FORMER("3 of 3, cap 60 s", waits(HalfOpen.probes(3), 60)),
    TWO_OF_THREE("2 of 3, cap 60 s", waits(HalfOpen.probes(3).required(2), 60)),
    CAP_30("3 of 3, cap 30 s", waits(HalfOpen.probes(3), 30)),
    CAP_15("2 of 3, cap 15 s", waits(HalfOpen.probes(3).required(2), 15)),
    THREE_OF_FIVE("3 of 5, cap 30 s", waits(HalfOpen.probes(5).required(3), 30)),
    NO_JITTER("default, no jitter", SwitchgearGuard.with(c -> c.openFor(Backoff.DEFAULT.jitter(0)))),
    AT_90("at 90 %, 10 in a row", SwitchgearGuard.with(Guards::at90)),
    RAMP_10("default, ramp 10 s", SwitchgearGuard.with(c -> c.ramp(rampOver(10)))),
    RAMP_30("default, ramp 30 s", SwitchgearGuard.with(c -> c.ramp(rampOver(30)))),
    RAMP_60("default, ramp 60 s", SwitchgearGuard.with(c -> c.ramp(rampOver(60)))),
    SHEDDING("Switchgear, shedding", SwitchgearGuard.with(c -> c.shedding(Shedding.excess()))),
    RESILIENCE4J("Resilience4j default", (time, chance) -> new Resilience4jGuard(time)),
    SRE_2("SRE K = 2", (time, chance) -> new SreThrottle(time, chance, 2)),
    SRE_15("SRE K = 1.5", (time, chance) -> new SreThrottle(time, chance, 1.5)),
    SRE_11("SRE K = 1.1", (time, chance) -> new SreThrottle(time, chance, 1.1)),
    ENVOY("Envoy admission control", EnvoyAdmission::new),
    SEMIAN("Semian PID", SemianPid::new),
    EXCESS_20("excess over 20 %, rise 10 s", excess(new Shape(0.2, 0.99, 10, Gap.of(3)))),
    EXCESS_AT_ONCE("excess over 50 %, no rise limit", excess(new Shape(0.5, 0.99, 0, Gap.of(3)))),
    EXCESS("excess over 50 %, rise 10 s", excess(new Shape(0.5, 0.99, 10, Gap.of(3)))),
    EXCESS_GROWING("the same, gap 3 to 30 s", excess(new Shape(0.5, 0.99, 10, new Gap(3, 30, 0)))),
    PACED("paced: p up to 1, rise 7 s, gap 2 to 12 s", excess(new Shape(0.5, 1, 7, new Gap(2, 12, 0.5))));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // A maker is a function without state.
    private final Guard.Maker maker;

    Guards(String title, Guard.Maker maker) {
        this.title = title;
        this.maker = maker;
    }

    /** {@return the name in the tables} */
    public String title() {
        return title;
    }

    /** {@return the factory of such guards} */
    public Guard.Maker maker() {
        return maker;
    }

    /** A breaker whose probes and waits stay the same when the defaults change. */
    private static Guard.Maker waits(HalfOpen probes, int cap) {
        Backoff backoff = Backoff.exponential(Duration.ofSeconds(5))
                .upTo(Duration.ofSeconds(cap))
                .jitter(0.5);
        return SwitchgearGuard.with(c -> c.halfOpen(probes).openFor(backoff));
    }

    private static Ramp rampOver(int seconds) {
        return Ramp.over(Duration.ofSeconds(seconds));
    }

    private static CircuitBreakerConfigBuilder at90(CircuitBreakerConfigBuilder config) {
        return config.tripWhen(TripRule.anyOf(
                TripRule.failureRate(0.9).minimumCalls(10),
                TripRule.consecutiveFailures(10).spanning(Duration.ofSeconds(1))));
    }

    private static Guard.Maker excess(Shape shape) {
        return (time, chance) -> new Excess(time, chance, shape);
    }

    /** Lets everything through. */
    private static final class Passing implements Guard {
        @Override
        public Object admit() {
            return this;
        }

        @Override
        public void settle(Object admission, boolean success) {}
    }
}
