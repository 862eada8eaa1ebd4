// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.MuteRule;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user's function that answers nothing, or nonsense, is counted, and the default takes the place of its answer. */
@Tag("C5")
class AbsurdAnswersTest {

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowAnotherTimeWhenTheInstantSourceKnowsNone(WayIn way) {
        for (@Nullable Instant absurd : new @Nullable Instant[] {null, Instant.MIN}) {
            Rig rig = new Rig(config -> config.instantSource(() -> absurd));
            rig.call(way, Outcome.FAILURE, () -> rig.advance(Duration.ofSeconds(1)));
            rig.rejected(way);
            rig.advance(Rig.WAIT.plus(Rig.TICK));
            rig.call(way, Outcome.SUCCESS);
            rig.breaker.reconfigure(rig.breaker.config());

            assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
            assertThat(rig.changes).allSatisfy(change -> assertThat(change.at()).isNotNull());
            assertThat(rig.breaker.snapshot().userCodeFailures()).isPositive();
            assertThat(rig.breaker.snapshot().inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitWithinTheJitterWhateverTheRandomSourceGives(WayIn way) {
        for (double absurd : new double[] {Double.NaN, -1, 1, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            RandomGenerator random = new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public double nextDouble() {
                    return absurd;
                }
            };
            Rig rig = new Rig(config ->
                    config.random(random).openFor(Backoff.fixed(Rig.WAIT).jitter(0.5)));
            rig.call(way, Outcome.FAILURE);
            assertThat(rig.waitAhead())
                    .as("%s", absurd)
                    .isEqualTo(Rig.WAIT.multipliedBy(3).dividedBy(4));
            assertThat(rig.breaker.snapshot().userCodeFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatThereIsNoExplanationWhenARuleGivesNone(WayIn way) {
        Rig rig = new Rig(config -> config.tripWhen(new MuteRule()));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.changes.get(0).reason()).isEqualTo("a trip rule");
        assertThat(rig.breaker.snapshot().userCodeFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBearAFailedResultWhoseTextCannotBeMade(WayIn way) throws Exception {
        for (Throwable each : Broken.THROWN) {
            Object unreadable = new Object() {
                @Override
                public String toString() {
                    return Broken.<String, Error>fail(each);
                }
            };
            CircuitBreaker breaker = CircuitBreaker.of(
                    "broken",
                    c -> c.tripWhen(TripRule.failureCount(1))
                            .classify(Classifier.defaults().failOnResult(result -> result == unreadable)));
            assertThat(way.through(breaker, () -> unreadable) == unreadable).isTrue();
            assertThat(breaker.state()).isEqualTo(way.showsResults() ? State.OPEN : State.CLOSED);
            assertThat(breaker.snapshot().inFlight()).isZero();
        }
    }

    @Test
    void shouldHandWhatAFallbackThrowsToTheCallerAndNothingElse() {
        for (Throwable each : Broken.THROWN) {
            Rig rig = ByHandMove.rigIn(State.OPEN);
            Throwable caught = catchThrowable(() -> rig.breaker.call(() -> "not run", rejection -> Broken.fail(each)));

            assertThat(caught).isSameAs(each);
            assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
            rig.advance(Rig.WAIT);
            rig.call(WayIn.CALL_WITH_FALLBACK, Outcome.SUCCESS);
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
            assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(2);
        }
    }
}
