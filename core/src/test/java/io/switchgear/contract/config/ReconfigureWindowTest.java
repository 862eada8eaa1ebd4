// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another window shape begins an empty window: at once while closed, else with the next closed phase, also in a race. */
@Tag("C62")
class ReconfigureWindowTest {
    private static final Window NEW_SHAPE = Window.lastCalls(7);
    private static final Window OTHER_SHAPE = Window.last(Duration.ofSeconds(3)).buckets(3);

    static Stream<List<Window>> shapes() {
        List<Window> all = List.of(
                Window.lastCalls(4),
                NEW_SHAPE,
                OTHER_SHAPE,
                Window.last(Duration.ofSeconds(3)).buckets(6));
        return all.stream().flatMap(one -> all.stream().map(other -> List.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldBeginAnEmptyWindowAtOnceWhileClosedIfTheShapeIsAnother(List<Window> shapes) {
        for (WayIn way : WayIn.values()) {
            Rig rig = new Rig(
                    -Duration.ofDays(1).toNanos(),
                    config -> config.window(shapes.get(0)).tripWhen(TripRule.failureCount(3)));
            rig.call(way, Outcome.FAILURE);
            rig.call(way, Outcome.FAILURE);
            ReconfigureTest.reconfigure(rig, config -> config.window(shapes.get(1)));

            boolean same = shapes.get(0).equals(shapes.get(1));
            assertThat(rig.breaker.snapshot().metrics().window()).isEqualTo(shapes.get(1));
            assertThat(rig.breaker.snapshot().metrics().calls()).isEqualTo(same ? 2 : 0);
            assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(2);
            rig.call(way, Outcome.FAILURE);
            assertThat(rig.breaker.state()).isEqualTo(same ? State.OPEN : State.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskTheRuleFromItsMinimumOnInTheNewWindow(WayIn way) {
        Rig rig = new Rig(config -> config.window(Window.lastCalls(100))
                .tripWhen(TripRule.failureRate(0.75).minimumCalls(4)));
        for (int calls = 0; calls < 9; calls++) {
            rig.call(way, Outcome.SUCCESS);
        }
        ReconfigureTest.reconfigure(rig, config -> config.window(Window.lastCalls(50)));
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state())
                .as("the success that reaches the minimum")
                .isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBookACallThatIsOutIntoTheNewWindow(WayIn way) {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(3)));
        rig.call(way, Outcome.FAILURE, () -> ReconfigureTest.reconfigure(rig, config -> config.window(NEW_SHAPE)));

        assertThat(rig.breaker.snapshot().metrics().calls()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().stale())
                .as("the phase goes on")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheNewShapeForTheNextClosedPhaseFromEveryOtherState(State state) {
        Rig rig = ByHandMove.rigIn(state);
        ReconfigureTest.reconfigure(rig, config -> config.window(NEW_SHAPE));
        assertThat(rig.breaker.state()).isEqualTo(state);
        rig.breaker.reset("closed again");
        assertThat(rig.breaker.snapshot().metrics().window()).isEqualTo(NEW_SHAPE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheNewShapeWhenTheProbesOrTheRampCloseIt(WayIn way) {
        for (Ramp ramp : List.of(Ramp.off(), Ramp.over(Duration.ofSeconds(10)))) {
            Rig rig = new Rig(config -> config.ramp(ramp));
            rig.tripAndWait();
            rig.call(way, Outcome.SUCCESS, () -> ReconfigureTest.reconfigure(rig, config -> config.window(NEW_SHAPE)));
            assertThat(rig.breaker.snapshot().metrics().window()).isEqualTo(NEW_SHAPE);
            ReconfigureTest.reconfigure(rig, config -> config.window(OTHER_SHAPE));
            rig.advance(Duration.ofSeconds(10));
            rig.call(way, Outcome.SUCCESS);

            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
            assertThat(rig.breaker.snapshot().metrics().window()).isEqualTo(OTHER_SHAPE);
        }
    }

    @Test
    void shouldTakeTheNewShapeWhenItIsGivenWhileTheNextPhaseIsBeingMade() {
        Rig[] rig = {null};
        boolean[] armed = {false};
        rig[0] = new Rig(config -> config.instantSource(() -> {
            if (armed[0]) {
                armed[0] = false;
                ReconfigureTest.reconfigure(rig[0], each -> each.window(NEW_SHAPE));
            }
            return Instant.EPOCH;
        }));
        rig[0].tripAndWait();
        Permit probe = rig[0].breaker.acquire();
        armed[0] = true;
        probe.success();

        assertThat(rig[0].breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig[0].breaker.snapshot().metrics().window()).isEqualTo(NEW_SHAPE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotKeepTheOldWindowWhenClosingMeetsAReconfiguration(boolean ramping) throws Exception {
        Rig rig = new Rig(config -> config.ramp(ramping ? Ramp.over(Duration.ofDays(1)) : Ramp.off()));
        Permit[] probe = {null};
        BooleanSupplier open = () -> {
            rig.breaker.reset("next round");
            rig.tripAndWait();
            probe[0] = rig.breaker.acquire();
            return true;
        };
        open.getAsBoolean();
        Threads.race(1_000, (racer, round) -> {
            Window shape = Window.lastCalls(1 + round % 100);
            if (racer == 0) {
                probe[0].success();
            } else {
                ReconfigureTest.reconfigure(rig, config -> config.window(shape));
            }
            return () -> {
                if (racer == 0) {
                    assertThat(rig.breaker.snapshot().metrics().window()).isEqualTo(shape);
                    open.getAsBoolean();
                }
            };
        });
    }

    @Test
    void shouldBookTheCallsThatMeetAReconfigurationAtTheirTimeOrNotAtAll() throws Exception {
        Duration before = Duration.ofDays(10_000);
        Rig rig = new Rig(
                -before.toNanos(), config -> config.window(Window.lastCalls(1)).tripWhen(TripRule.failureCount(1)));
        rig.breaker.acquire().success();
        Permit[] permit = {rig.breaker.acquire()};
        Threads.race(2_000, (racer, round) -> {
            if (racer == 0) {
                permit[0].success();
            } else {
                ReconfigureTest.reconfigure(rig, config -> config.window(OTHER_SHAPE));
            }
            return () -> {
                if (racer == 0) {
                    rig.breaker.acquire().success();
                    rig.advance(Duration.ofSeconds(3));
                    assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
                    ReconfigureTest.reconfigure(rig, config -> config.window(Window.lastCalls(1)));
                    rig.breaker.acquire().success();
                    permit[0] = rig.breaker.acquire();
                }
            };
        });
    }

    @Test
    void shouldLookOnByTheConfigurationThatCameWhileTheHoldWasBeingMade() {
        CircuitBreaker[] breaker = {null};
        boolean[] armed = {false};
        int[] count = {1};
        breaker[0] = CircuitBreaker.of(
                "payments",
                config -> config.ticker(() -> {
                    if (armed[0] && breaker[0].state() == State.CLOSED) {
                        armed[0] = false;
                        breaker[0].reconfigure(breaker[0].config().toBuilder()
                                .window(Window.lastCalls(100 + count[0]++))
                                .build());
                        armed[0] = true;
                    }
                    return 0;
                }));
        armed[0] = true;
        breaker[0].metricsOnly("a look");
        armed[0] = false;

        assertThat(count[0]).isGreaterThan(1);
        assertThat(breaker[0].snapshot().metrics().window())
                .isEqualTo(breaker[0].config().window());
    }
}
