package io.switchgear.simulation.guard;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.simulation.guard.Excess.Shape;
import java.time.Duration;

/** All guards by name, in the order of the tables. */
public enum Guards {
    NONE("no breaker", (time, chance) -> new Open()),
    DEFAULT("Switchgear default", SwitchgearGuard.with(c -> c)),
    PROPOSED("2 of 3, cap 30 s", SwitchgearGuard.with(Guards::proposed)),
    NO_JITTER("default, no jitter", SwitchgearGuard.with(c -> c.openFor(Backoff.DEFAULT.jitter(0)))),
    CAP("3 of 3, cap 30 s", SwitchgearGuard.with(c -> c.openFor(capped()))),
    TWO_OF_THREE("2 of 3, cap 60 s", SwitchgearGuard.with(c -> c.halfOpen(HalfOpen.probes(3).required(2)))),
    THREE_OF_FIVE("3 of 5, cap 30 s", SwitchgearGuard.with(
            c -> c.halfOpen(HalfOpen.probes(5).required(3)).openFor(capped()))),
    RAMP_10("default, ramp 10 s", ramp(10)),
    RAMP_30("default, ramp 30 s", ramp(30)),
    RAMP_60("default, ramp 60 s", ramp(60)),
    RESILIENCE4J("Resilience4j default", (time, chance) -> new Resilience4jGuard(time)),
    SRE_2("SRE K = 2", (time, chance) -> new SreThrottle(time, chance, 2)),
    SRE_15("SRE K = 1.5", (time, chance) -> new SreThrottle(time, chance, 1.5)),
    SRE_11("SRE K = 1.1", (time, chance) -> new SreThrottle(time, chance, 1.1)),
    ENVOY("Envoy admission", EnvoyAdmission::new),
    SEMIAN("Semian PID", SemianPid::new),
    EXCESS_20("excess over 20 %, rise 10 s", excess(Shape.over(0.2, 10))),
    EXCESS_AT_ONCE("excess over 50 %, no rise limit", excess(Shape.over(0.5, 0))),
    EXCESS("excess over 50 %, rise 10 s", excess(Shape.over(0.5, 10))),
    EXCESS_BACKOFF("the same, gap 3 to 30 s", excess(Shape.over(0.5, 10).gap(3, 30)));

    // Core's own proportional mode takes its place here, as SwitchgearGuard.with(c -> …).

    private final String title;
    private final Guard.Maker maker;

    Guards(String title, Guard.Maker maker) {
        this.title = title;
        this.maker = maker;
    }

    /** {@return its name in the tables} */
    public String title() {
        return title;
    }

    /** {@return what makes such guards} */
    public Guard.Maker maker() {
        return maker;
    }

    private static Backoff capped() {
        return Backoff.DEFAULT.upTo(Duration.ofSeconds(30));
    }

    private static CircuitBreakerConfigBuilder proposed(CircuitBreakerConfigBuilder config) {
        return config.halfOpen(HalfOpen.probes(3).required(2)).openFor(capped());
    }

    private static Guard.Maker ramp(int seconds) {
        return SwitchgearGuard.with(c -> c.ramp(Ramp.over(Duration.ofSeconds(seconds))));
    }

    private static Guard.Maker excess(Shape shape) {
        return (time, chance) -> new Excess(time, chance, shape);
    }

    /** Lets everything through. */
    private static final class Open implements Guard {
        @Override
        public Object admit() {
            return this;
        }

        @Override
        public void settle(Object admission, boolean success) {}
    }
}
