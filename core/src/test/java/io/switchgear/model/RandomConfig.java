// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.rig.BrokenAtWill;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Configurations drawn at random, with everything small: windows of a few calls or a few dozen nanoseconds, so that all that
 * can happen soon does. Not thread-safe.
 */
public final class RandomConfig {
    private static final List<State> STARTS =
            Stream.of(State.values()).filter(state -> state != State.SHEDDING).toList();
    private static final double[] GROWTH = {1, 1.5, 2, 3};

    private final RandomGenerator random;
    private final BrokenAtWill callbacks;
    /** Whether calls may get stuck: a scheduler looks for those at times of its own. */
    private final boolean stuckRules;

    private int mostMinimum;
    private boolean slow;
    private Duration stuckLimit = Duration.ZERO;

    public RandomConfig(RandomGenerator random, BrokenAtWill callbacks, boolean stuckRules) {
        this.random = random;
        this.callbacks = callbacks;
        this.stuckRules = stuckRules;
    }

    public CircuitBreakerConfigBuilder draw(CircuitBreakerConfigBuilder config) {
        Window window = window();
        mostMinimum = window instanceof Window.LastCalls last ? last.count() : 6;
        slow = random.nextInt(10) < 6;
        stuckLimit = nanos(1, 60);
        if (slow) {
            config.slowCallsOver(nanos(1, 15));
        }
        switch (random.nextInt(6)) {
            case 0 -> config.ignoreAbandonedCalls();
            case 1 -> {}
            default -> config.abandonedAfter(nanos(1, 20));
        }
        return config.window(window)
                .tripWhen(rule(2))
                .openFor(backoff())
                .halfOpen(halfOpen())
                .probesWhen(random.nextBoolean() ? ProbeGate.open() : callbacks.gate)
                .ramp(
                        random.nextInt(3) == 0
                                ? Ramp.off()
                                : Ramp.over(nanos(1, 60)).from(random.nextDouble(0.05, 1)))
                .shedding(random.nextInt(5) > 0 ? Shedding.off() : shedding())
                .classify(
                        switch (random.nextInt(4)) {
                            case 0 -> Ending.Sorting.BY_RULES.classifier;
                            case 1 -> new Ending.OwnClassifier(callbacks);
                            default -> Ending.Sorting.BY_DEFAULT.classifier;
                        })
                .retryHint((result, thrown) -> callbacks.hint(thrown))
                .maxHint(nanos(0, 100))
                .failureMessages(random.nextInt(4) > 0)
                .random(callbacks.random())
                .startIn(random.nextInt(3) > 0 ? State.CLOSED : pick(STARTS));
    }

    private Window window() {
        return random.nextBoolean()
                ? Window.lastCalls(random.nextInt(1, 9))
                : Window.last(nanos(10, 80)).buckets(random.nextInt(1, 7));
    }

    private TripRule rule(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        if (kind < 3) {
            return TripRule.anyOf(rule(depth - 1), rule(depth - 1), rule(0));
        }
        return kind < 5 ? TripRule.allOf(rule(0), rule(0)) : simpleRule();
    }

    private TripRule simpleRule() {
        int few = random.nextInt(1, Math.min(mostMinimum, 5) + 1);
        return switch (random.nextInt(stuckRules ? 7 : 6)) {
            case 0 -> TripRule.failureRate(random.nextDouble(0.1, 1)).minimumCalls(few);
            case 1 ->
                slow
                        ? TripRule.slowCallRate(random.nextDouble(0.1, 1)).minimumCalls(few)
                        : TripRule.failureRate(1).minimumCalls(few);
            case 2 -> TripRule.failureCount(few);
            case 3 -> TripRule.consecutiveFailures(few);
            case 4 -> TripRule.consecutiveFailures(few).spanning(nanos(0, 20));
            case 5 -> new BrokenAtWill.OwnRule(callbacks, few);
            default -> TripRule.stuckCalls(random.nextInt(1, 4), stuckLimit);
        };
    }

    private Backoff backoff() {
        return switch (random.nextInt(3)) {
            case 0 -> Backoff.fixed(nanos(0, 30)).jitter(random.nextInt(2));
            case 1 -> callbacks.backoff(random.nextInt(30));
            default ->
                Backoff.exponential(nanos(0, 20))
                        .upTo(nanos(20, 200))
                        .factor(GROWTH[random.nextInt(GROWTH.length)])
                        .jitter(random.nextDouble());
        };
    }

    private Shedding shedding() {
        return Shedding.excess()
                .window(nanos(10, 80))
                .atMost(random.nextBoolean() ? 1 : random.nextDouble(0.1, 1))
                .fallOver(nanos(1, 3_000))
                .trickle(Backoff.exponential(nanos(1, 30)).upTo(nanos(30, 90)).jitter(random.nextDouble()));
    }

    private State pick(List<State> states) {
        return states.get(random.nextInt(states.size()));
    }

    private HalfOpen halfOpen() {
        int probes = random.nextInt(1, 5);
        int required = random.nextInt(1, probes + 1);
        HalfOpen plan = HalfOpen.probes(probes)
                .required(required)
                .concurrent(random.nextInt(1, probes + 1))
                .probeTimeout(nanos(1, 60));
        return random.nextBoolean() ? plan : plan.failures(random.nextInt(1, probes - required + 2));
    }

    private Duration nanos(int least, int most) {
        return Duration.ofNanos(random.nextInt(least, most + 1));
    }
}
