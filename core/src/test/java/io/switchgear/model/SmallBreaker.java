// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Small breakers, with what happens to each in {@link EverySequenceTest}. */
public enum SmallBreaker {
    /** Begins closed. */
    CLOSED(
            c -> c.tripWhen(TripRule.anyOf(
                    TripRule.failureCount(2), TripRule.failureRate(0.6).minimumCalls(3))),
            Step.RESET),
    /** One probe, begins as it is due. */
    ONE_PROBE(
            c -> c.tripWhen(TripRule.failureCount(1)).startIn(State.OPEN).halfOpen(plan(1, 1, 1)),
            Step.OLDEST_IS_IGNORED),
    /** Two probes, of which one suffices. */
    TWO_PROBES(c -> c.startIn(State.HALF_OPEN).halfOpen(plan(2, 1, 2)), Step.OLDEST_IS_IGNORED),
    /** Three probes, of which two must succeed and two may be out. */
    THREE_PROBES(c -> c.startIn(State.HALF_OPEN).halfOpen(plan(3, 2, 2)), Step.OLDEST_IS_IGNORED),
    /** One probe, then a ramp. */
    RAMP(
            c -> c.tripWhen(TripRule.failureCount(1))
                    .startIn(State.HALF_OPEN)
                    .halfOpen(plan(1, 1, 1))
                    .ramp(Ramp.over(Duration.ofNanos(20)).from(0.4)),
            Step.OLDEST_IS_IGNORED),
    /** Two probes that must both succeed, and calls that say nothing. */
    SILENCE(
            c -> c.startIn(State.HALF_OPEN).halfOpen(plan(2, 2, 2)),
            List.of(
                    Step.GOES_OUT,
                    Step.OLDEST_IS_IGNORED,
                    Step.OLDEST_SUCCEEDS,
                    Step.NEWEST_FAILS,
                    Step.A_LITTLE_LATER,
                    Step.AFTER_THE_WAIT,
                    Step.AFTER_THE_LEASE)),
    /** Probes that go on for long, one of which has no place of its own. */
    PROGRESS(
            c -> c.startIn(State.HALF_OPEN).halfOpen(plan(2, 1, 1)).abandonedAfter(Duration.ofNanos(Step.WAIT)),
            List.of(
                    Step.GOES_OUT,
                    Step.OLDEST_PROGRESSES,
                    Step.OLDEST_FAILS,
                    Step.OLDEST_IS_GIVEN_UP,
                    Step.A_LITTLE_LATER,
                    Step.AFTER_THE_WAIT,
                    Step.AFTER_THE_LEASE)),
    /** Callers who give up, some of whom have waited for long. */
    ABANDONMENT(
            c -> c.tripWhen(TripRule.consecutiveFailures(2)).abandonedAfter(Duration.ofNanos(Step.WAIT)),
            List.of(
                    Step.GOES_OUT,
                    Step.OLDEST_SUCCEEDS,
                    Step.OLDEST_FAILS,
                    Step.OLDEST_IS_GIVEN_UP,
                    Step.A_CALL_IS_INTERRUPTED,
                    Step.A_LITTLE_LATER,
                    Step.AFTER_THE_WAIT)),
    /** Sheds when half of its calls fail. */
    SHEDDING(
            c -> c.tripWhen(TripRule.anyOf(TripRule.failureRate(0.5).minimumCalls(2), TripRule.consecutiveFailures(3)))
                    .shedding(Shedding.excess()
                            .window(Duration.ofNanos(2 * Step.WAIT))
                            .fallOver(Duration.ofNanos(3 * Step.WAIT))
                            .trickle(Backoff.fixed(Duration.ofNanos(Step.WAIT)))),
            List.of(
                    Step.GOES_OUT,
                    Step.OLDEST_SUCCEEDS,
                    Step.OLDEST_FAILS,
                    Step.OLDEST_IS_IGNORED,
                    Step.A_LITTLE_LATER,
                    Step.AFTER_THE_WAIT)),
    /** Moved by hand. */
    BY_HAND(
            c -> c.tripWhen(TripRule.failureCount(1)).halfOpen(plan(1, 1, 1)),
            List.of(
                    Step.GOES_OUT,
                    Step.OLDEST_SUCCEEDS,
                    Step.OLDEST_FAILS,
                    Step.AFTER_THE_WAIT,
                    Step.RESET,
                    Step.FORCE_OPEN,
                    Step.METRICS_ONLY,
                    Step.RELEASE,
                    Step.OPEN,
                    Step.ANOTHER_WINDOW));

    public final UnaryOperator<CircuitBreakerConfigBuilder> settings;
    public final List<Step> steps;

    SmallBreaker(UnaryOperator<CircuitBreakerConfigBuilder> settings, Step besides) {
        this(
                settings,
                List.of(
                        Step.GOES_OUT,
                        Step.OLDEST_SUCCEEDS,
                        Step.OLDEST_FAILS,
                        Step.NEWEST_SUCCEEDS,
                        Step.NEWEST_FAILS,
                        Step.A_LITTLE_LATER,
                        Step.AFTER_THE_WAIT,
                        Step.AFTER_THE_LEASE,
                        besides));
    }

    SmallBreaker(UnaryOperator<CircuitBreakerConfigBuilder> settings, List<Step> steps) {
        this.settings = settings;
        this.steps = steps;
    }

    private static HalfOpen plan(int probes, int required, int concurrent) {
        return HalfOpen.probes(probes)
                .required(required)
                .concurrent(concurrent)
                .probeTimeout(Duration.ofNanos(Step.LEASE));
    }

    /** What can happen. */
    public enum Step {
        GOES_OUT,
        OLDEST_SUCCEEDS,
        OLDEST_FAILS,
        OLDEST_IS_IGNORED,
        OLDEST_IS_GIVEN_UP,
        OLDEST_PROGRESSES,
        NEWEST_SUCCEEDS,
        NEWEST_FAILS,
        A_CALL_IS_INTERRUPTED,
        A_LITTLE_LATER,
        AFTER_THE_WAIT,
        AFTER_THE_LEASE,
        RESET,
        FORCE_OPEN,
        METRICS_ONLY,
        RELEASE,
        OPEN,
        ANOTHER_WINDOW;

        public static final int WAIT = 10;
        public static final int LEASE = 25;
    }
}
