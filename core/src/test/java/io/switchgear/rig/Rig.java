// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A breaker with its clock in the test's hand and its changes on a list. It opens at the first failure, for {@link #WAIT},
 * and asks one probe with a lease of {@link #LEASE}; a test changes of that what it is about. The wall clock runs with the
 * ticker, from {@link #START} on.
 */
public final class Rig {
    public static final Duration WAIT = Duration.ofSeconds(10);
    public static final Duration LEASE = Duration.ofSeconds(30);
    public static final Duration TICK = Duration.ofNanos(1);
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** Gives 0 as every random number. */
    public static final RandomGenerator LOWEST = () -> 0;
    /** Gives the largest number below 1 as every random number. */
    public static final RandomGenerator HIGHEST = () -> -1;

    public final ManualTicker ticker;
    public final CircuitBreaker breaker;
    public final List<StateChange> changes = new CopyOnWriteArrayList<>();

    public Rig(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        this(0, settings);
    }

    public Rig(long startNanos, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        ticker = new ManualTicker(startNanos);
        breaker = CircuitBreaker.of(
                "payments",
                config -> settings.apply(config.window(Window.lastCalls(100))
                        .tripWhen(TripRule.failureCount(1))
                        .openFor(Backoff.fixed(WAIT))
                        .halfOpen(HalfOpen.probes(1).probeTimeout(LEASE))
                        .ticker(ticker)
                        .instantSource(() -> START.plusNanos(ticker.nanos() - startNanos))));
        breaker.onStateChange(changes::add);
    }

    public static Rig withProbes(HalfOpen plan) {
        return new Rig(config -> config.halfOpen(plan));
    }

    /** All ways in with all outcomes, for a method source. */
    public static Stream<Arguments> waysAndOutcomes() {
        return Stream.of(WayIn.values())
                .flatMap(way -> Stream.of(Outcome.values()).map(outcome -> Arguments.of(way, outcome)));
    }

    /** Makes a call that ends like this. */
    public void call(WayIn way, Outcome outcome) {
        call(way, outcome, () -> {});
    }

    /** Makes a call that ends like this after something has happened on another thread. */
    public void call(WayIn way, Outcome outcome, Runnable meanwhile) {
        Exception end = outcome == Outcome.FAILURE ? new IOException("boom") : new CancellationException("never mind");
        callThrowing(way, outcome == Outcome.SUCCESS ? null : end, meanwhile);
    }

    /** Makes a call that throws this, or returns if it is {@code null}, after something has happened on another thread. */
    public void callThrowing(WayIn way, @Nullable Exception end, Runnable meanwhile) {
        try {
            way.through(breaker, () -> {
                Threads.elsewhere(meanwhile);
                if (end != null) {
                    throw end;
                }
                return "fine";
            });
            assertThat(end).as("what %s should have thrown", way).isNull();
        } catch (CallNotPermittedException rejection) {
            throw rejection;
        } catch (Exception thrown) {
            assertThat(thrown).as("what %s throws", way).isSameAs(end);
        }
    }

    /** Makes a call that the breaker must reject. */
    public CallNotPermittedException rejected(WayIn way) {
        AtomicBoolean ran = new AtomicBoolean();
        CallNotPermittedException rejection = catchThrowableOfType(
                CallNotPermittedException.class,
                () -> way.through(breaker, () -> {
                    ran.set(true);
                    return "let through";
                }));
        assertThat(ran).as("the operation ran").isFalse();
        assertThat(rejection).as("the rejection").isNotNull();
        return rejection;
    }

    /** Lets calls in that do not end by themselves. */
    public List<Permit> acquire(int count) {
        return Stream.generate(breaker::acquire).limit(count).toList();
    }

    /** Opens the breaker, or has a probe fail. */
    public void trip() {
        breaker.acquire().failure();
        assertThat(breaker.state()).as("the state after a failure").isEqualTo(State.OPEN);
    }

    /** Opens the breaker and lets its wait pass, so that the next call is a probe. */
    public void tripAndWait() {
        trip();
        advance(WAIT);
    }

    public void advance(Duration duration) {
        ticker.advance(duration);
    }

    /** How long the breaker, just opened, will wait. */
    public Duration waitAhead() {
        return breaker.snapshot().nextProbeIn().orElseThrow();
    }

    /** The states it has been in since CLOSED at the beginning. */
    public List<State> path() {
        return changes.stream().map(StateChange::to).toList();
    }
}
