package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

/** Who takes part: the values of the benchmarks' parameter. */
public enum Contender {
    BARE_CALL,
    ONE_CLOCK_READ,
    TWO_CLOCK_READS,
    ADDS,
    CLOCK_READ_AND_ADD,

    SWITCHGEAR,
    SWITCHGEAR_COUNT,
    SWITCHGEAR_TIME,
    SWITCHGEAR_SLOW,
    SWITCHGEAR_LISTENER,
    SWITCHGEAR_COUNT_LISTENER,
    SWITCHGEAR_SLOW_LISTENER,
    SWITCHGEAR_OBSERVER,

    R4J,
    R4J_LISTENER,
    R4J_STACKLESS,
    R4J_TIME,
    R4J_LOCK_FREE,
    R4J_TIME_LOCK_FREE,
    FAILSAFE,
    FAILSAFE_STANDALONE;

    /** Whether it is no breaker, but what a breaker cannot do without. */
    public boolean isFloor() {
        return ordinal() <= CLOCK_READ_AND_ADD.ordinal();
    }

    /** A new closed one. A switch, and no field, so that the classes of the others stay out of the JVM. */
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
            case FAILSAFE -> new FailsafeGuard(FailsafeSetups.countWindow());
            case FAILSAFE_STANDALONE -> new FailsafeStandaloneGuard(FailsafeSetups.countWindow());
        };
    }
}
