// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever a user's function can run, it may throw anything: the caller has its own result, and the breaker counts, trips,
 * waits, probes and closes as ever. The ticker is the exception: without time there is no breaker.
 */
@Tag("C5")
class ThrowingUserCodeTest {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();

    /** The places, each with a breaker of which this is broken. */
    enum Place {
        CLASSIFIER((c, thrown) -> c.classify((result, failure) -> Broken.fail(thrown.of()))),
        EXCEPTION_PREDICATE((c, thrown) -> c.classify(Classifier.defaults()
                .failIf(failure -> Broken.<Boolean, Error>fail(thrown.of()))
                .ignoreIf(failure -> Broken.<Boolean, Error>fail(thrown.of())))),
        RESULT_PREDICATE((c, thrown) ->
                c.classify(Classifier.defaults().failOnResult(r -> Broken.<Boolean, Error>fail(thrown.of())))),
        RULE((c, thrown) ->
                c.tripWhen(TripRule.anyOf(m -> Broken.<Boolean, Error>fail(thrown.of()), TripRule.failureCount(2)))),
        CONDITION((c, thrown) -> c.tripWhen(TripRule.anyOf(
                TripRule.when("own", m -> Broken.<Boolean, Error>fail(thrown.of())), TripRule.failureCount(2)))),
        MINIMUM_CALLS((c, thrown) -> c.tripWhen(TripRule.anyOf(rule(thrown, false), TripRule.failureCount(2)))),
        EXPLANATION((c, thrown) -> c.tripWhen(rule(thrown, true))),
        BACKOFF((c, thrown) -> c.openFor(Backoff.of(attempt -> Broken.<Duration, Error>fail(thrown.of())))),
        HINT((c, thrown) -> c.retryHint((result, failure) -> Broken.fail(thrown.of()))),
        RANDOM((c, thrown) -> c.random(() -> Broken.<Long, Error>fail(thrown.of()))),
        INSTANT_SOURCE((c, thrown) -> c.instantSource(() -> Broken.<Instant, Error>fail(thrown.of()))),
        SCHEDULER((c, thrown) -> c.scheduler(scheduler(thrown, null))),
        SCHEDULED_FUTURE((c, thrown) -> c.scheduler(scheduler(
                thrown, (ScheduledFuture<?>) proxy(ScheduledFuture.class, (self, method, arguments) -> {
                    throw thrown.of();
                })))),
        LISTENER((c, thrown) -> c),
        LISTENERS_EXECUTOR((c, thrown) -> c),
        OBSERVER((c, thrown) -> c),
        MESSAGE((c, thrown) -> c);

        private final BiFunction<CircuitBreakerConfigBuilder, Thrown, CircuitBreakerConfigBuilder> breaking;

        Place(BiFunction<CircuitBreakerConfigBuilder, Thrown, CircuitBreakerConfigBuilder> breaking) {
            this.breaking = breaking;
        }

        /** How the exception of a failing operation reads. */
        IOException failure(Thrown thrown) {
            return new IOException("down") {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    return Place.this == MESSAGE ? Broken.<String, Error>fail(thrown.of()) : super.getMessage();
                }
            };
        }
    }

    /** What they throw, once they are broken. */
    private static final class Thrown {
        private final Throwable throwable;
        private boolean broken;

        Thrown(Throwable throwable) {
            this.throwable = throwable;
        }

        Throwable of() {
            return throwable;
        }
    }

    static Stream<Arguments> placesAndWays() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(WayIn.values()).map(way -> Arguments.of(place, way)));
    }

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @MethodSource("placesAndWays")
    void shouldLeaveAWorkingBreakerAndTheCallersOwnResult(Place place, WayIn way) throws Exception {
        for (Throwable each : Broken.THROWN) {
            Thrown thrown = new Thrown(each);
            CircuitBreaker breaker = CircuitBreaker.of(
                    "broken",
                    c -> place.breaking.apply(
                            c.window(Window.lastCalls(9))
                                    .tripWhen(TripRule.failureCount(2))
                                    .halfOpen(HalfOpen.probes(3))
                                    .random(() -> 0)
                                    .ticker(ticker),
                            thrown));
            List<State> path = new ArrayList<>();
            listen(place, breaker, each);
            breaker.onStateChange(change -> path.add(change.to()));
            thrown.broken = true;

            assertSucceeds(way, breaker);
            assertFails(way, breaker, place.failure(thrown));
            assertThat(path).isEmpty();
            assertFails(way, breaker, place.failure(thrown));
            assertThat(path).as("trips").containsExactly(State.OPEN);
            assertThat(new Script(way, breaker, ticker).isAdmitted('S')).isFalse();
            ticker.advance(DEFAULT_WAIT);
            assertFails(way, breaker, place.failure(thrown));
            assertThat(path).as("probes").endsWith(State.HALF_OPEN, State.OPEN);
            ticker.advance(DEFAULT_WAIT.multipliedBy(2));
            for (int probe = 0; probe < 3; probe++) {
                assertSucceeds(way, breaker);
            }
            assertThat(path)
                    .as("closes")
                    .endsWith(State.HALF_OPEN, State.CLOSED)
                    .hasSize(5);
            if (place != Place.MINIMUM_CALLS) { // which is checked again, so that who reconfigures hears of it
                breaker.reconfigure(breaker.config());
            }
            breaker.forceOpen("to move it by hand");
            breaker.release("to let it go");
            assertSucceeds(way, breaker);

            Totals totals = breaker.snapshot().totals();
            assertThat(totals.successes()).isEqualTo(5);
            assertThat(totals.failures()).isEqualTo(3);
            assertThat(totals.inFlight()).isZero();
            assertThat(breaker.snapshot().userCodeFailures()).isPositive();
        }
    }

    private static void listen(Place place, CircuitBreaker breaker, Throwable each) {
        if (place == Place.LISTENER) {
            breaker.onStateChange(change -> Broken.<Void, Error>fail(each));
        } else if (place == Place.LISTENERS_EXECUTOR) {
            breaker.onStateChange(change -> {}, task -> Broken.<Void, Error>fail(each));
        } else if (place == Place.OBSERVER) {
            breaker.observeCalls(new CallObserver() {
                @Override
                public void settled(Outcome outcome, Duration took) {
                    Broken.<Void, Error>fail(each);
                }

                @Override
                public void rejected(RejectionReason reason) {
                    Broken.<Void, Error>fail(each);
                }
            });
        }
    }

    private static void assertSucceeds(WayIn way, CircuitBreaker breaker) throws Exception {
        Object value = new Object();
        assertThat(way.through(breaker, () -> value)).isSameAs(value);
    }

    private static void assertFails(WayIn way, CircuitBreaker breaker, IOException failure) throws Exception {
        Throwable caught = null;
        try {
            way.through(breaker, () -> Broken.fail(failure));
        } catch (Throwable thrown) {
            caught = thrown;
        }
        assertThat(caught == failure).as("the caller's own exception").isTrue();
    }

    /** A rule of two failures whose minimum or explanation throws as soon as it has been checked. */
    private static TripRule rule(Thrown thrown, boolean explains) {
        return new TripRule() {
            @Override
            public boolean trips(Metrics metrics) {
                return metrics.failures() >= 2;
            }

            @Override
            public int minimumCalls() {
                return thrown.broken && !explains ? Broken.<Integer, Error>fail(thrown.of()) : 1;
            }

            @Override
            public String explain(Metrics metrics) {
                return Broken.<String, Error>fail(thrown.of());
            }
        };
    }

    private static ScheduledExecutorService scheduler(Thrown thrown, @Nullable ScheduledFuture<?> planned) {
        return (ScheduledExecutorService) proxy(ScheduledExecutorService.class, (self, method, arguments) -> {
            if (planned == null) {
                throw thrown.of();
            }
            return planned;
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
