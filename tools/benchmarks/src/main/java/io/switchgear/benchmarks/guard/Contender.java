// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The compared guards: the values of the benchmarks' parameter. */
public enum Contender {
    BARE_CALL("floor: the call alone"),
    ADDS("floor: + striped adds"),
    ONE_CLOCK_READ("floor: + one clock reading"),
    TWO_CLOCK_READS("floor: + two clock readings"),
    CLOCK_READ_AND_ADD("floor: one clock reading + one striped add"),

    SWITCHGEAR("Switchgear, default", ONE_CLOCK_READ),
    SWITCHGEAR_COUNT("Switchgear, last 100 calls", ADDS),
    SWITCHGEAR_TIME("Switchgear, last 100 s", ONE_CLOCK_READ),
    SWITCHGEAR_SLOW("Switchgear, + slow calls", TWO_CLOCK_READS),
    SWITCHGEAR_LISTENER("Switchgear, default + listener", ONE_CLOCK_READ),
    SWITCHGEAR_COUNT_LISTENER("Switchgear, last 100 calls + listener", ADDS),
    SWITCHGEAR_SLOW_LISTENER("Switchgear, + slow calls + listener", TWO_CLOCK_READS),
    SWITCHGEAR_OBSERVER("Switchgear, default + call observer", TWO_CLOCK_READS),
    SWITCHGEAR_SHEDDING("Switchgear, shedding next to nothing", ONE_CLOCK_READ),
    SWITCHGEAR_GUARD("Switchgear, default, known as a Guard", ONE_CLOCK_READ),
    SWITCHGEAR_KEY("Switchgear, default, a key's guard", ONE_CLOCK_READ),
    SWITCHGEAR_CONTEXT("Switchgear, default, within a context", TWO_CLOCK_READS),

    R4J("Resilience4j, default (100 calls)", TWO_CLOCK_READS),
    R4J_LISTENER("Resilience4j, default + listener", TWO_CLOCK_READS),
    R4J_STACKLESS("Resilience4j, no stack traces", TWO_CLOCK_READS),
    R4J_TIME("Resilience4j, 100 s", TWO_CLOCK_READS),
    R4J_LOCK_FREE("Resilience4j, 100 calls, lock-free", TWO_CLOCK_READS),
    R4J_TIME_LOCK_FREE("Resilience4j, 100 s, lock-free", TWO_CLOCK_READS),
    R4J_ON_SWITCHGEAR("Resilience4j's interface on Switchgear", TWO_CLOCK_READS),
    R4J_ON_SWITCHGEAR_LISTENER("Resilience4j's interface on Switchgear + listener", TWO_CLOCK_READS),
    FAILSAFE("Failsafe, executor (100 calls)", ADDS),
    FAILSAFE_STANDALONE("Failsafe, standalone (100 calls)", ADDS),
    SMALLRYE("SmallRye Fault Tolerance (100 calls)", ADDS),
    SENTINEL("Sentinel (100 s)", TWO_CLOCK_READS);

    private final String label;
    private final @Nullable Contender floor;

    Contender(String floor) {
        this.label = floor;
        this.floor = null;
    }

    Contender(String label, Contender floor) {
        this.label = label;
        this.floor = floor;
    }

    /** The name in the table. */
    public String label() {
        return label;
    }

    /** Whether it is not a breaker, but a floor: the work that no breaker can avoid. */
    public boolean isFloor() {
        return floor == null;
    }

    /** The floor of a closed breaker with this configuration: as many clock readings as its rules need. */
    public Contender floor() {
        return floor == null ? this : floor;
    }

    /** Creates a closed guard. A switch rather than a field, so that the classes of the others are not loaded. */
    public Guard guard() {
        return switch (this) {
            case BARE_CALL -> new Floor.Bare();
            case ONE_CLOCK_READ -> new Floor.OneClockRead();
            case TWO_CLOCK_READS -> new Floor.TwoClockReads();
            case ADDS -> new Floor.Adds();
            case CLOCK_READ_AND_ADD -> new Floor.Refusal();
            case SWITCHGEAR -> SwitchgearSetups.byDefault();
            case SWITCHGEAR_COUNT -> SwitchgearSetups.countWindow();
            case SWITCHGEAR_TIME -> SwitchgearSetups.timeWindow();
            case SWITCHGEAR_SLOW -> SwitchgearSetups.measuringSlowCalls();
            case SWITCHGEAR_LISTENER -> SwitchgearSetups.byDefaultWithListener();
            case SWITCHGEAR_COUNT_LISTENER -> SwitchgearSetups.countWindowWithListener();
            case SWITCHGEAR_SLOW_LISTENER -> SwitchgearSetups.measuringSlowCallsWithListener();
            case SWITCHGEAR_OBSERVER -> SwitchgearSetups.byDefaultWithObserver();
            case SWITCHGEAR_SHEDDING -> SwitchgearSetups.shedding();
            case SWITCHGEAR_GUARD -> SwitchgearViews.breaker();
            case SWITCHGEAR_KEY -> SwitchgearViews.key();
            case SWITCHGEAR_CONTEXT -> SwitchgearViews.context();
            case R4J -> Resilience4jSetups.byDefault();
            case R4J_LISTENER -> Resilience4jSetups.byDefaultWithListener();
            case R4J_STACKLESS -> Resilience4jSetups.stackless();
            case R4J_TIME ->
                Resilience4jSetups.window(
                        SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
            case R4J_LOCK_FREE ->
                Resilience4jSetups.window(
                        SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
            case R4J_TIME_LOCK_FREE ->
                Resilience4jSetups.window(SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
            case R4J_ON_SWITCHGEAR -> Resilience4jSetups.onSwitchgear();
            case R4J_ON_SWITCHGEAR_LISTENER -> Resilience4jSetups.onSwitchgearWithListener();
            case FAILSAFE -> new FailsafeGuard(FailsafeSetups.countWindow());
            case FAILSAFE_STANDALONE -> new FailsafeStandaloneGuard(FailsafeSetups.countWindow());
            case SMALLRYE -> new SmallRyeGuard();
            case SENTINEL -> new SentinelGuard();
        };
    }

    /** Creates a guard that closes after exactly this number of successful probes. */
    public Guard guardProbing(int probes) {
        return switch (this) {
            case TWO_CLOCK_READS -> guard();
            case SWITCHGEAR -> SwitchgearSetups.probing(probes);
            case R4J -> Resilience4jSetups.probing(probes);
            case FAILSAFE_STANDALONE -> new FailsafeStandaloneGuard(FailsafeSetups.probing(probes));
            default -> throw new UnsupportedOperationException(this + " has no probes to set");
        };
    }

    /**
     * Creates the closed guards used in the same process: none, unless the breakers of one library differ in their
     * configuration.
     */
    public List<Guard> others() {
        return switch (this) {
            case SWITCHGEAR, SWITCHGEAR_COUNT, SWITCHGEAR_SLOW -> SwitchgearSetups.tenMixed();
            default -> List.of();
        };
    }

    /** Creates as many different closed guards as there are {@link #others}; for a floor, as many of the same kind. */
    public List<Guard> ten() {
        return switch (this) {
            case TWO_CLOCK_READS ->
                Stream.generate(this::guard).limit(SwitchgearSetups.TEN).toList();
            case SWITCHGEAR -> SwitchgearSetups.tenMixed();
            default -> throw new UnsupportedOperationException(this + " has no ten of them");
        };
    }

    /** Creates one for a number of keys that remembers a failure of any key for longer than the measurement. */
    public ByKey byKey(int keys) {
        if (this != SWITCHGEAR) {
            throw new UnsupportedOperationException(this + " has no limited number of keys");
        }
        return SwitchgearSetups.byKey(keys);
    }

    /** Returns an action that creates and removes one more breaker, in a registry where a number of others have meters. */
    public Runnable oneMoreMetered(int others) {
        if (this != SWITCHGEAR) {
            throw new UnsupportedOperationException(this + " has no meters to compare");
        }
        return SwitchgearSetups.oneMoreMetered(others);
    }

    /** Creates one with a breaker for each of a thousand keys. */
    public ByKey byKey() {
        return switch (this) {
            case ONE_CLOCK_READ -> Floor.byKey();
            case SWITCHGEAR -> SwitchgearSetups.byKey();
            case R4J -> Resilience4jSetups.byKey();
            default -> throw new UnsupportedOperationException(this + " has no keys");
        };
    }
}
