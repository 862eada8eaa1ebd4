// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static io.switchgear.trip.TripRule.when;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The settings of the engine for a configuration of Resilience4j. */
final class EngineSettings {
    private static final int MOST_CALLS = 1_000_000;
    private static final int MOST_PROBES = 1_000;
    private static final int MOST_BUCKETS = 1_000;
    /** The lease of a probe where Resilience4j would wait permanently. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private EngineSettings() {}

    /**
     * Translates a configuration.
     *
     * @param name the breaker, for errors
     * @param neverTrips whether the window is only watched, as in METRICS_ONLY
     * @param waits the open waits by attempt
     * @param scheduler asked only if the configuration wants the change to half-open by a timer
     */
    static io.switchgear.CircuitBreakerConfig of(
            String name,
            CircuitBreakerConfig theirs,
            Ticker ticker,
            boolean neverTrips,
            IntFunction<Duration> waits,
            Supplier<ScheduledExecutorService> scheduler) {
        bound(name, "slidingWindowSize", theirs.getSlidingWindowSize(), MOST_CALLS);
        bound(name, "minimumNumberOfCalls", minimumCalls(theirs), MOST_CALLS);
        bound(
                name,
                "permittedNumberOfCallsInHalfOpenState",
                theirs.getPermittedNumberOfCallsInHalfOpenState(),
                MOST_PROBES);
        io.switchgear.CircuitBreakerConfigBuilder settings = io.switchgear.CircuitBreakerConfig.builder()
                .window(window(theirs))
                .tripWhen(neverTrips ? when("only watched", metrics -> false) : rule(theirs))
                .slowCallsOver(theirs.getSlowCallDurationThreshold())
                .openFor(Backoff.of(waits))
                .halfOpen(halfOpen(theirs))
                .classify((result, thrown) -> thrown == null ? Outcome.SUCCESS : Outcome.FAILURE)
                .ignoreAbandonedCalls()
                .startIn(State.valueOf(theirs.getInitialState().name()))
                .ticker(ticker)
                .instantSource(theirs.getClock());
        return (theirs.isAutomaticTransitionFromOpenToHalfOpenEnabled()
                        ? settings.scheduler(scheduler.get())
                        : settings)
                .build();
    }

    /** The engine's clock: the monotonic one in place of the system's wall clock, else the one that was configured. */
    static Ticker ticker(Clock clock) {
        return clock.getClass() == Clock.systemUTC().getClass()
                ? Ticker.system()
                : () -> {
                    Instant now = clock.instant();
                    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
                };
    }

    /** The calls below which a rate says nothing, while closed. */
    static int minimumCalls(CircuitBreakerConfig theirs) {
        return theirs.getSlidingWindowType() == SlidingWindowType.COUNT_BASED
                ? Math.min(theirs.getMinimumNumberOfCalls(), theirs.getSlidingWindowSize())
                : theirs.getMinimumNumberOfCalls();
    }

    /** The probes that decide. */
    static int decidingProbes(CircuitBreakerConfig theirs) {
        return Math.min(theirs.getMinimumNumberOfCalls(), theirs.getPermittedNumberOfCallsInHalfOpenState());
    }

    private static Window window(CircuitBreakerConfig theirs) {
        int size = theirs.getSlidingWindowSize();
        return theirs.getSlidingWindowType() == SlidingWindowType.COUNT_BASED
                ? Window.lastCalls(size)
                : Window.last(Duration.ofSeconds(size)).buckets(Math.min(size, MOST_BUCKETS));
    }

    private static TripRule rule(CircuitBreakerConfig theirs) {
        int minimum = minimumCalls(theirs);
        return anyOf(
                failureRate(share(theirs.getFailureRateThreshold()).doubleValue())
                        .minimumCalls(minimum),
                slowCallRate(share(theirs.getSlowCallRateThreshold()).doubleValue())
                        .minimumCalls(minimum));
    }

    private static HalfOpen halfOpen(CircuitBreakerConfig theirs) {
        int deciding = decidingProbes(theirs);
        int failures = share(theirs.getFailureRateThreshold())
                .multiply(BigDecimal.valueOf(deciding))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return HalfOpen.probes(theirs.getPermittedNumberOfCallsInHalfOpenState())
                .required(deciding - failures + 1)
                .failures(failures)
                .probeTimeout(lease(theirs));
    }

    /** Long enough to distinguish a slow probe from a lost one; their own limit comes first. */
    private static Duration lease(CircuitBreakerConfig theirs) {
        Duration limit = theirs.getMaxWaitDurationInHalfOpenState().multipliedBy(2);
        Duration slow = theirs.getSlowCallDurationThreshold();
        Duration longer = limit.compareTo(slow) > 0 ? limit : slow;
        return longer.compareTo(LEASE) > 0 ? longer : LEASE;
    }

    /** A percentage as a share, exactly as it was written. */
    private static BigDecimal share(float percent) {
        return new BigDecimal(Float.toString(percent)).movePointLeft(2);
    }

    private static void bound(String name, String setting, int value, int most) {
        if (value > most) {
            throw new IllegalArgumentException(setting + " of '" + name + "' is " + value
                    + ", but Switchgear's engine takes at most " + most + ": lower it");
        }
    }
}
