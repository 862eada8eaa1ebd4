// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.contract.config.ConfigCheckTest;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.RetryHint;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function of the user's that throws is counted, and the default takes its place; the caller does not notice. */
@Tag("C5")
class UserFunctionsThatThrowTest {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldClassifyByDefaultWhenTheClassifierThrowsOrSaysNothing(WayIn way) throws Exception {
        List<Classifier> broken = new ArrayList<>();
        broken.add((result, thrown) -> null);
        for (Throwable each : Broken.THROWN) {
            broken.add((result, thrown) -> Broken.<Outcome, Error>fail(each));
            broken.add(Classifier.defaults()
                    .failOnResult(result -> Broken.<Boolean, Error>fail(each))
                    .ignoreIf(thrown -> Broken.<Boolean, Error>fail(each)));
        }
        for (Classifier classifier : broken) {
            CircuitBreaker breaker = breaker(c -> c.classify(classifier).tripWhen(TripRule.failureCount(9)));
            Object value = new Object();
            IOException failure = new IOException();
            CancellationException cancelled = new CancellationException();

            assertThat(way.through(breaker, () -> value)).isSameAs(value);
            assertThatThrownBy(() -> way.through(breaker, () -> Broken.fail(failure)))
                    .isSameAs(failure);
            assertThatThrownBy(() -> way.through(breaker, () -> Broken.fail(cancelled)))
                    .isSameAs(cancelled);

            Totals totals = breaker.snapshot().totals();
            assertThat(List.of(totals.successes(), totals.failures(), totals.ignored(), totals.inFlight()))
                    .containsExactly(1L, 1L, 1L, 0L);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(3);
            assertThat(failure.getSuppressed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTripByARuleThatThrows(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.anyOf(
                    metrics -> Broken.<Boolean, Error>fail(each),
                    TripRule.allOf(metrics -> true, metrics -> Broken.<Boolean, Error>fail(each)),
                    TripRule.failureCount(3))));
            Script script = new Script(way, breaker, ticker);

            script.play("SFF");
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(breaker.snapshot().userCodeFailures()).isGreaterThanOrEqualTo(6);
            script.play("F");
            assertThat(breaker.state()).as("the other rules are asked").isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTripAllTheSameWhenTheExplanationThrows(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c.tripWhen(new TripRule() {
                @Override
                public boolean trips(Metrics metrics) {
                    return true;
                }

                @Override
                public String explain(Metrics metrics) {
                    return Broken.<String, Error>fail(each);
                }
            }));

            new Script(way, breaker, ticker).play("F");

            assertThat(breaker.state()).isEqualTo(State.OPEN);
            assertThat(breaker.snapshot().lastTrip().orElseThrow().reason()).isNotBlank();
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitByDefaultWhenTheBackOffThrowsOrIsAbsurd(WayIn way) {
        List<Backoff> broken = new ArrayList<>();
        Broken.THROWN.forEach(each -> broken.add(Backoff.of(attempt -> Broken.<Duration, Error>fail(each))));
        broken.add(Backoff.of(attempt -> null));
        broken.add(Backoff.of(attempt -> Duration.ofNanos(-1)));
        broken.add(Backoff.of(attempt -> ConfigCheckTest.ENDLESS));
        broken.add(Backoff.of(attempt -> Duration.ofSeconds(Long.MIN_VALUE)));
        for (Backoff backoff : broken) {
            CircuitBreaker breaker = breaker(c -> c.openFor(backoff));

            new Script(way, breaker, ticker).play("F");

            assertThat(breaker.snapshot().nextProbeIn()).contains(DEFAULT_WAIT);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
            assertWorksOn(way, breaker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowNoHintWhenTheHintFunctionThrowsOrIsAbsurd(WayIn way) {
        List<RetryHint> broken = new ArrayList<>();
        Broken.THROWN.forEach(each -> broken.add((result, thrown) -> Broken.<Duration, Error>fail(each)));
        broken.add((result, thrown) -> Duration.ofNanos(-1));
        broken.add((result, thrown) -> Duration.ofSeconds(Long.MIN_VALUE));
        for (RetryHint hint : broken) {
            CircuitBreaker breaker = breaker(c -> c.retryHint(hint));

            new Script(way, breaker, ticker).play("F");

            assertThat(breaker.snapshot().nextProbeIn()).contains(DEFAULT_WAIT);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
            assertWorksOn(way, breaker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoHintForNoMistake(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.retryHint((result, thrown) -> null));

        new Script(way, breaker, ticker).play("F");

        assertThat(breaker.snapshot().nextProbeIn()).contains(DEFAULT_WAIT);
        assertThat(breaker.snapshot().userCodeFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitWithinTheJitterWhenTheRandomSourceThrows(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c.random(() -> Broken.<Long, Error>fail(each)));

            new Script(way, breaker, ticker).play("F");

            assertThat(breaker.snapshot().nextProbeIn().orElseThrow())
                    .isBetween(DEFAULT_WAIT.dividedBy(2), DEFAULT_WAIT);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
            assertWorksOn(way, breaker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowAnotherTimeWhenTheInstantSourceThrows(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c.instantSource(() -> Broken.<Instant, Error>fail(each)));
            List<StateChange> changes = new ArrayList<>();
            breaker.onStateChange(changes::add);

            new Script(way, breaker, ticker).play("F");

            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).at()).isNotNull();
            assertThat(breaker.snapshot().takenAt()).isNotNull();
            assertThat(breaker.snapshot().userCodeFailures()).isPositive();
            assertWorksOn(way, breaker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeTheOtherListenersWhenOneThrows(WayIn way) throws Exception {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c);
            List<StateChange> changes = new ArrayList<>();
            breaker.onStateChange(change -> Broken.<Void, Error>fail(each));
            breaker.onStateChange(changes::add, task -> Broken.<Void, Error>fail(each));
            breaker.onStateChange(changes::add);
            IOException failure = new IOException();

            assertThatThrownBy(() -> way.through(breaker, () -> Broken.fail(failure)))
                    .isSameAs(failure);

            assertThat(changes).hasSize(1);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(2);
            assertWorksOn(way, breaker);
            assertThat(changes)
                    .as("the throwing listener stays, and disturbs nobody")
                    .hasSize(3);
        }
    }

    /** Through half-open back to closed. */
    private void assertWorksOn(WayIn way, CircuitBreaker breaker) {
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        new Script(way, breaker, ticker).pass(DEFAULT_WAIT).play("SSS");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.snapshot().inFlight()).isZero();
    }

    /** Opens on the first failure for exactly the default wait, as no jitter comes out of a random source of zeros. */
    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of(
                "broken",
                c -> settings.apply(
                        c.tripWhen(TripRule.failureCount(1)).random(() -> 0).ticker(ticker)));
    }
}
