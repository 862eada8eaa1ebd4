// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.RetryHint;
import io.switchgear.recovery.Shedding;
import io.switchgear.soak.breakers.Tuning.Rule;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** The configurations, with times short enough for breakers to live through many outages a minute. */
public final class Setup {
    public static final String DEFAULT = "default";
    public static final String COUNT = "count";
    public static final String RAMP = "ramp";
    public static final String SCHEDULED = "scheduled";
    public static final String SHEDDING = "shedding";
    public static final String KEYED = "keyed";

    /** The probe timeout, always the same for all breakers, so that it is known for each probe. */
    public static final Duration LEASE = Duration.ofMillis(500);
    /** The slow-call threshold, also the same for all. */
    public static final Duration SLOW = Duration.ofMillis(300);

    /**
     * The bound beyond which a call that is given up counts as abandoned: the slow-call threshold if there is one, else
     * set.
     */
    static final Duration ABANDONED = SLOW;

    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_RAMP = Duration.ofSeconds(1);
    private static final Duration LONGEST_HINT = Duration.ofMillis(800);
    private static final double JITTER = 0.5;

    private Setup() {}

    /** A configuration like the defaults, only faster; for the names above each has something of its own. */
    static CircuitBreakerConfig of(String breaker, ScheduledExecutorService scheduler, ProbeGate gate) {
        CircuitBreakerConfigBuilder builder = CircuitBreakerConfig.builder()
                .logChanges(false) // there are thousands, and listeners receive them
                .window(Window.last(Duration.ofSeconds(2)))
                .tripWhen(rule(Rule.DEFAULTS))
                .openFor(Backoff.exponential(Duration.ofMillis(150))
                        .upTo(LONGEST_WAIT)
                        .jitter(JITTER))
                .halfOpen(HalfOpen.probes(3).probeTimeout(LEASE))
                .classify(Classifier.failOnResult(Answer.class, Answer::isFailure)
                        .ignoreResult(result -> result instanceof Answer answer && answer.saysNothing()));
        return ownOf(breaker, builder, scheduler).probesWhen(gate).build();
    }

    private static CircuitBreakerConfigBuilder ownOf(
            String breaker, CircuitBreakerConfigBuilder builder, ScheduledExecutorService scheduler) {
        return switch (breaker) {
            case COUNT -> builder.window(Window.lastCalls(50)).slowCallsOver(SLOW);
            case RAMP ->
                builder.ramp(Ramp.over(Duration.ofMillis(600)))
                        .slowCallsOver(SLOW)
                        .retryHint(hint())
                        .maxHint(LONGEST_HINT);
            case SHEDDING ->
                builder.abandonedAfter(ABANDONED)
                        .shedding(Shedding.excess()
                                .window(Duration.ofMillis(500))
                                .fallOver(Duration.ofMillis(600))
                                .trickle(Backoff.exponential(Duration.ofMillis(100))
                                        .upTo(Duration.ofMillis(600))));
            case SCHEDULED -> builder.scheduler(scheduler).slowCallsOver(SLOW);
            default -> builder.abandonedAfter(ABANDONED);
        };
    }

    static CircuitBreakerConfig tuned(CircuitBreakerConfig before, Tuning tuning) {
        Rule rule =
                tuning.rule() == Rule.SLOW_CALLS && before.slowCallsOver().isEmpty() ? Rule.DEFAULTS : tuning.rule();
        return before.toBuilder()
                .window(
                        tuning.windowCalls() > 0
                                ? Window.lastCalls(tuning.windowCalls())
                                : Window.last(Duration.ofMillis(tuning.windowMillis())))
                .tripWhen(rule(rule))
                .halfOpen(HalfOpen.probes(tuning.probes())
                        .required(tuning.required())
                        .concurrent(tuning.concurrent())
                        .probeTimeout(LEASE))
                .ramp(tuning.rampMillis() == 0 ? Ramp.off() : Ramp.over(Duration.ofMillis(tuning.rampMillis())))
                .build();
    }

    private static TripRule rule(Rule rule) {
        TripRule rate = TripRule.failureRate(0.5).minimumCalls(10);
        return switch (rule) {
            case DEFAULTS ->
                TripRule.anyOf(rate, TripRule.consecutiveFailures(5).spanning(Duration.ofMillis(200)));
            case FAILURE_RATE -> TripRule.failureRate(0.4).minimumCalls(5);
            case FAILURE_COUNT -> TripRule.failureCount(5);
            case SLOW_CALLS -> TripRule.anyOf(rate, TripRule.slowCallRate(0.4).minimumCalls(5));
            case STUCK_CALLS -> TripRule.anyOf(rate, TripRule.stuckCalls(3, Duration.ofMillis(300)));
            case OWN ->
                TripRule.when("six failures, seen by a user", metrics -> metrics.failures() >= 6)
                        .minimumCalls(6);
        };
    }

    private static RetryHint hint() {
        return (result, thrown) -> result instanceof Answer answer && answer.retryAfterSeconds() > 0
                ? Duration.ofSeconds(answer.retryAfterSeconds())
                : null;
    }
}
