// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.model.LifeVerdict;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A call observer sees each call once, however it came in and whatever it throws; where there is none there is nothing. */
@Tag("C50")
class CallObserverTest {
    private final Rig rig = new Rig(config -> config);
    private final Seen seen = new Seen();

    /** Writes down what it is told. */
    private static final class Seen implements CallObserver {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void settled(Outcome outcome, Duration took) {
            calls.add(outcome + " " + took.toNanos());
        }

        @Override
        public void rejected(RejectionReason reason) {
            calls.add("rejected " + reason);
        }
    }

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldSeeTheOutcomeAndTheDurationByTheTicker(WayIn way, Outcome outcome) {
        rig.breaker.observeCalls(seen);
        rig.advance(Duration.ofHours(1));
        rig.call(way, outcome, () -> rig.advance(Duration.ofMillis(30)));

        assertThat(seen.calls).containsExactly(outcome + " 30000000");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSeeRejectionsWithTheirReason(WayIn way) {
        Rig ramping = new Rig(config -> config.ramp(Ramp.over(Rig.WAIT)));
        ramping.breaker.observeCalls(seen);
        ramping.trip();
        seen.calls.clear();
        ramping.rejected(way);
        ramping.advance(Rig.WAIT);
        ramping.call(way, Outcome.SUCCESS, () -> ramping.rejected(way));
        ramping.call(way, Outcome.SUCCESS);
        ramping.rejected(way);
        ramping.breaker.forceOpen("for a while");
        ramping.rejected(way);

        assertThat(seen.calls.stream().distinct())
                .containsExactly(
                        "rejected OPEN", "rejected PROBES_BUSY", "SUCCESS 0", "rejected RAMP", "rejected FORCED_OPEN");
        assertThat(seen.calls.stream().filter("SUCCESS 0"::equals)).hasSize(2);
        assertThat(seen.calls.stream()
                        .filter(call -> call.startsWith("rejected"))
                        .count())
                .isEqualTo(ramping.breaker.snapshot().totals().rejected().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldSeeCallsThatAHeldBreakerDoesNotCount(State state) {
        Rig held = ByHandMove.rigIn(state);
        held.breaker.observeCalls(seen);
        for (WayIn way : WayIn.values()) {
            if (state == State.FORCED_OPEN) {
                held.rejected(way);
            } else {
                held.call(way, Outcome.FAILURE, () -> held.advance(Rig.TICK));
                assertThat(seen.calls).containsExactly("FAILURE 1");
            }
            assertThat(seen.calls).isNotEmpty();
            seen.calls.clear();
        }
    }

    @Test
    void shouldSeeALateResultAsACallThatCameBack() {
        rig.breaker.observeCalls(seen);
        Permit late = rig.breaker.acquire();
        rig.breaker.reset("in the middle of a call");
        rig.advance(Duration.ofNanos(5));
        late.failure();
        late.close();

        assertThat(seen.calls).containsExactly("FAILURE 5");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeDisturbedByAnObserverThatThrows(WayIn way) {
        for (Throwable each : Broken.THROWN) {
            Rig observed = new Rig(config -> config);
            observed.breaker.observeCalls(new CallObserver() {
                @Override
                public void settled(Outcome outcome, Duration took) {
                    Broken.<Void, Error>fail(each);
                }

                @Override
                public void rejected(RejectionReason reason) {
                    Broken.<Void, Error>fail(each);
                }
            });
            observed.breaker.observeCalls(seen);
            observed.call(way, Outcome.FAILURE);
            observed.rejected(way);
            observed.advance(Rig.WAIT);
            observed.call(way, Outcome.SUCCESS);

            assertThat(observed.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
            assertThat(observed.breaker.snapshot().userCodeFailures()).isEqualTo(seen.calls.size());
            assertThat(seen.calls).startsWith("FAILURE 0", "rejected OPEN").endsWith("SUCCESS 0");
            seen.calls.clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeToldOfACallAfterTheBreakerHasCountedIt(WayIn way) {
        List<Snapshot> snapshots = new ArrayList<>();
        rig.breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                snapshots.add(rig.breaker.snapshot());
            }
        });
        rig.call(way, Outcome.FAILURE);
        assertThat(snapshots).extracting(Snapshot::state).containsExactly(State.OPEN);
        assertThat(snapshots.get(0).inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadNoClockAndTellNothingWhereThereIsNoObserver(WayIn way) {
        int[] readings = {0};
        CircuitBreaker breaker = CircuitBreaker.of(
                "unobserved",
                config -> (LifeVerdict.alwaysMeasures(way) ? config.ignoreAbandonedCalls() : config)
                        .window(Window.lastCalls(1))
                        .tripWhen(TripRule.failureCount(1))
                        .ticker(() -> readings[0]++));
        Script script = new Script(way, breaker, rig.ticker).play("S");
        readings[0] = 0;
        script.play("SSS");
        assertThat(readings[0]).isZero();

        Registration registration = breaker.observeCalls(seen);
        script.play("S");
        assertThat(readings[0]).isEqualTo(2);
        registration.close();
        script.play("S");
        assertThat(readings[0]).isEqualTo(2);
        assertThat(seen.calls).hasSize(1);
        assertThat(registration.dropped()).isZero();
    }

    @Test
    void shouldRemoveOnlyTheRegistrationAndNotItsTwin() {
        Registration first = rig.breaker.observeCalls(seen);
        rig.breaker.observeCalls(seen);
        first.close();
        first.close();
        rig.breaker.acquire().success();
        assertThat(seen.calls).hasSize(1);
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.observeCalls(null));
    }

    @Test
    void shouldServeAnObserverThatComesWhileAnotherGoes() throws Exception {
        Registration[] before = {rig.breaker.observeCalls(new CallObserver() {})};
        Registration[] after = {null};
        Threads.race(2_000, (racer, round) -> {
            if (racer == 0) {
                before[0].close();
            } else {
                after[0] = rig.breaker.observeCalls(seen);
            }
            return () -> {
                if (racer == 0) {
                    rig.breaker.acquire().success();
                    assertThat(seen.calls).as("round %s", round).hasSize(1);
                    seen.calls.clear();
                    after[0].close();
                    before[0] = rig.breaker.observeCalls(new CallObserver() {});
                }
            };
        });
    }
}
