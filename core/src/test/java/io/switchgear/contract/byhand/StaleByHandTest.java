// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a call that was out while people moved the breaker is late, and changes nothing where they moved it to. */
@Tag("C1")
@Tag("C40")
class StaleByHandTest {
    private static final Set<State> COUNTING = EnumSet.of(State.CLOSED, State.HALF_OPEN, State.METRICS_ONLY);

    static Stream<Arguments> movesFromCountingStates() {
        return ByHandMove.statesAndMoves().filter(each -> {
            State state = (State) each.get()[0];
            return COUNTING.contains(state) && ((ByHandMove) each.get()[1]).isMoveFrom(state);
        });
    }

    static Stream<ByHandMove> moves() {
        return Stream.of(ByHandMove.values()).filter(move -> move.isMoveFrom(State.DISABLED));
    }

    @ParameterizedTest
    @MethodSource("movesFromCountingStates")
    void shouldCountAsLateAndNowhereElse(State state, ByHandMove move) {
        for (WayIn way : WayIn.values()) {
            for (Outcome outcome : Outcome.values()) {
                Rig rig = ByHandMove.rigIn(state);
                Totals before = rig.breaker.snapshot().totals();

                rig.call(way, outcome, () -> {
                    move.of(rig.breaker, "in the middle of a call");
                    assertThat(rig.breaker.snapshot().inFlight())
                            .as("still out")
                            .isEqualTo(1);
                });

                Snapshot after = rig.breaker.snapshot();
                assertThat(after.state()).isEqualTo(move.from(state));
                assertThat(after.totals().stale()).isEqualTo(before.stale() + 1);
                assertThat(after.totals().successes()).isEqualTo(before.successes());
                assertThat(after.totals().failures()).isEqualTo(before.failures());
                assertThat(after.totals().ignored()).isEqualTo(before.ignored());
                assertThat(after.inFlight()).isZero();
                assertThat(after.metrics().calls()).isZero();
                assertThat(after.metrics().consecutiveFailures()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("moves")
    void shouldCountNothingForACallThatADisabledBreakerLetIn(ByHandMove move) {
        for (WayIn way : WayIn.values()) {
            Rig rig = ByHandMove.rigIn(State.DISABLED);
            rig.call(way, Outcome.FAILURE, () -> move.of(rig.breaker, "in the middle of a call"));

            Totals totals = rig.breaker.snapshot().totals();
            assertThat(totals.admitted() + totals.failures() + totals.stale()).isZero();
            assertThat(rig.breaker.state()).isEqualTo(move.from(State.DISABLED));
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNotDecideAHalfOpenPhaseLaterThanTheHold(WayIn way, Outcome outcome) {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.call(way, outcome, () -> {
            rig.breaker.forceOpen("wait a little");
            rig.breaker.release("now");
            rig.trip();
            rig.advance(Rig.WAIT);
            rig.breaker.acquire().ignore();
            assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        });

        assertThat(rig.breaker.state()).as("a probe of another phase").isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().probes().orElseThrow().successes()).isZero();
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }
}
