// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that know from elsewhere open a breaker, unless a hand holds it, and end an outage. */
@Tag("C41")
class OutsideMovesTest {
    private static final Duration ELSEWHERE = Duration.ofSeconds(4);

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "OPEN", "HALF_OPEN"})
    void shouldOpenFromEveryStateThatNobodyHolds(State state) {
        Rig rig = ByHandMove.rigIn(state);
        int openings = rig.breaker.snapshot().consecutiveOpenings();
        assertThat(rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down")).isTrue();

        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.waitAhead()).isEqualTo(ELSEWHERE);
        assertThat(rig.breaker.snapshot().consecutiveOpenings())
                .as("no opening of its own")
                .isEqualTo(openings);
        StateChange change = rig.changes.get(rig.changes.size() - 1);
        assertThat(change.kind()).isEqualTo(StateChange.Kind.EXTERNAL);
        assertThat(change.from()).isEqualTo(state);
        assertThat(change.reason()).isEqualTo("opened: others see it down");
        assertThat(change.openFor()).contains(ELSEWHERE);
        assertThat(rig.breaker.snapshot().lastTrip()).as("the last opening").contains(change);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCED_OPEN", "DISABLED", "METRICS_ONLY"})
    void shouldDoNothingToABreakerThatIsHeld(State state) {
        Rig rig = ByHandMove.rigIn(state);
        Snapshot before = rig.breaker.snapshot();
        assertThat(rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down")).isFalse();
        assertThat(rig.breaker.recover("others see it up")).isFalse();
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(rig.changes).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectUntilTheWaitIsOverAndThenProbe(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down");
        rig.advance(ELSEWHERE.minus(Rig.TICK));
        assertThat(rig.rejected(way))
                .hasMessage("payments has been OPEN for 4 s: opened: others see it down; next probe in 1 ns");
        rig.advance(Rig.TICK);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.waitAhead()).as("its own first wait").isEqualTo(Rig.WAIT);
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellBothReasonsWhenOpenedDuringItsOwnOutage(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.call(way, Outcome.FAILURE);
        String own = rig.changes.get(0).reason();
        rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down");
        rig.breaker.openUnlessHeld(ELSEWHERE.plusSeconds(1), "and still do");

        CallNotPermittedException rejection = rig.rejected(way);
        assertThat(rejection)
                .hasMessageContaining("opened: and still do, after " + own)
                .hasMessageEndingWith("next probe in 5 s");
        assertThat(rejection.lastFailure()).contains("java.io.IOException: boom");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTellOfAnOutageThatIsOver(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        rig.advance(Duration.ofDays(7));
        rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down");
        assertThat(rig.rejected(way)).hasMessageContaining("opened: others see it down; next probe");
        assertThat(rig.rejected(way).lastFailure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "HALF_OPEN"})
    void shouldCloseWhenItRecoversWithoutARamp(State state) {
        Rig rig = ByHandMove.rigIn(state);
        assertThat(rig.breaker.recover("others see it up")).isTrue();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        StateChange change = rig.changes.get(rig.changes.size() - 1);
        assertThat(change.kind()).isEqualTo(StateChange.Kind.EXTERNAL);
        assertThat(change.from()).isEqualTo(state);
        assertThat(change.reason()).isEqualTo("recovered: others see it up");
        assertThat(rig.breaker.snapshot().metrics().calls()).as("the window").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "HALF_OPEN"})
    void shouldRampUpWhenItRecoversAndHasARamp(State state) {
        Duration ramp = Duration.ofSeconds(20);
        Rig rig = ByHandMove.rigIn(state, config -> config.ramp(Ramp.over(ramp)));
        assertThat(rig.breaker.recover("others see it up")).isTrue();
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().rampShare()).isPresent();
        assertThat(rig.changes.get(rig.changes.size() - 1).reason())
                .isEqualTo("recovered: others see it up, ramping up over 20 s");

        Snapshot before = rig.breaker.snapshot();
        assertThat(rig.breaker.recover("once more")).as("in the ramp").isFalse();
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        rig.advance(ramp);
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotRecoverWhatIsClosed() {
        Rig rig = new Rig(config -> config);
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        Snapshot before = rig.breaker.snapshot();
        assertThat(rig.breaker.recover("others see it up")).isFalse();
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(rig.changes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountOnWhenItOpensSoonAfterItRecovered(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.call(way, Outcome.FAILURE);
        rig.breaker.recover("others see it up");
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C1")
    void shouldTakeProbesThatAreOutForLateWhenItRecoversOrOpens(WayIn way) {
        for (boolean recovers : new boolean[] {true, false}) {
            Rig rig = Rig.withProbes(HalfOpen.probes(2).probeTimeout(Rig.LEASE));
            rig.tripAndWait();
            rig.call(way, Outcome.FAILURE, () -> {
                boolean moved = recovers
                        ? rig.breaker.recover("others see it up")
                        : rig.breaker.openUnlessHeld(ELSEWHERE, "others see it down");
                assertThat(moved).isTrue();
            });
            assertThat(rig.breaker.state()).isEqualTo(recovers ? State.CLOSED : State.OPEN);
            assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
            assertThat(rig.breaker.snapshot().inFlight()).isZero();
            assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayAllThatIsWrongAndChangeNothing(State state) {
        Rig rig = ByHandMove.rigIn(state);
        Snapshot before = rig.breaker.snapshot();
        List<StateChange> changes = List.copyOf(rig.changes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.breaker.openUnlessHeld(Duration.ofSeconds(-1), " "))
                .withMessageContainingAll(
                        "payments", "wait(PT-1S) must be zero or more", "reason(\" \") must not be blank");
        assertThatIllegalArgumentException().isThrownBy(() -> rig.breaker.openUnlessHeld(null, "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> rig.breaker.openUnlessHeld(ELSEWHERE, null));
        assertThatIllegalArgumentException().isThrownBy(() -> rig.breaker.recover("\t"));
        assertThatIllegalArgumentException().isThrownBy(() -> rig.breaker.recover(null));
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(rig.changes).isEqualTo(changes);
    }
}
