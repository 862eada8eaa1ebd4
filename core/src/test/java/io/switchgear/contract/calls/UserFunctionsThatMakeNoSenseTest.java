// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.MuteRule;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a function of the user's gives may be null or absurd: then it counts as broken, and the default takes its place. */
@Tag("C5")
class UserFunctionsThatMakeNoSenseTest {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainByDefaultWhenTheExplanationIsNull(WayIn way) {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(new MuteRule()));

        new Script(way, breaker, ticker).play("F");

        assertThat(breaker.snapshot().lastTrip().orElseThrow().reason())
                .isNotBlank()
                .isNotEqualTo("null");
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTripByARuleWhoseMinimumThrowsLater(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            AtomicBoolean broken = new AtomicBoolean();
            CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.anyOf(
                    new TripRule() {
                        @Override
                        public boolean trips(Metrics metrics) {
                            return false;
                        }

                        @Override
                        public int minimumCalls() {
                            return broken.get() ? Broken.<Integer, Error>fail(each) : 1;
                        }
                    },
                    TripRule.failureCount(2))));
            broken.set(true);
            Exception failure = new Exception("the operation's own");

            for (int call = 0; call < 2; call++) {
                assertThatThrownBy(() -> way.through(breaker, () -> Broken.fail(failure)))
                        .isSameAs(failure);
            }
            assertThat(breaker.state()).as("the other rule is asked").isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitWithinTheJitterWhenTheRandomSourceIsAbsurd(WayIn way) {
        for (double absurd : new double[] {-0.5, 1.0, 3.0, 1e300, -1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            CircuitBreaker breaker = breaker(c -> c.random(new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public double nextDouble() {
                    return absurd;
                }
            }));

            new Script(way, breaker, ticker).play("F");

            assertThat(breaker.snapshot().nextProbeIn().orElseThrow())
                    .as("random number %s", absurd)
                    .isBetween(DEFAULT_WAIT.dividedBy(2), DEFAULT_WAIT);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowAnotherTimeWhenTheInstantSourceIsAbsurd(WayIn way) {
        for (Instant absurd : new Instant[] {null, Instant.MIN, Instant.MAX}) {
            CircuitBreaker breaker = breaker(c -> c.instantSource(() -> absurd));
            List<StateChange> changes = new ArrayList<>();
            breaker.onStateChange(changes::add);
            Exception failure = new Exception("the operation's own");

            assertThatThrownBy(() -> way.through(breaker, () -> Broken.fail(failure)))
                    .as("instant %s", absurd)
                    .isSameAs(failure);
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            ticker.advance(Duration.ofMillis(1));
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).at()).isNotNull();
            Snapshot snapshot = breaker.snapshot();
            assertThat(snapshot.takenAt()).isNotNull();
            assertThat(snapshot.since()).isNotNull();
            assertThat(snapshot.toMap()).containsKey("since");
            assertWorksOn(way, breaker);
        }
    }

    private void assertWorksOn(WayIn way, CircuitBreaker breaker) {
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        new Script(way, breaker, ticker).pass(DEFAULT_WAIT).play("SSS");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.snapshot().inFlight()).isZero();
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of(
                "absurd",
                c -> settings.apply(
                        c.tripWhen(TripRule.failureCount(1)).random(() -> 0).ticker(ticker)));
    }
}
