// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.InvalidConfigException;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state in which a breaker starts is a setting; there it behaves as if it had come there by itself. */
@Tag("C40")
class StartInTest {

    @ParameterizedTest
    @EnumSource(names = "SHEDDING", mode = EnumSource.Mode.EXCLUDE)
    void shouldStartInTheStateThatWasSetWithoutAChange(State state) {
        Rig rig = startedIn(state);
        Snapshot snapshot = rig.breaker.snapshot();

        assertThat(rig.breaker.state()).isEqualTo(state);
        assertThat(snapshot.state()).isEqualTo(state);
        assertThat(snapshot.since()).isEqualTo(Rig.START);
        assertThat(snapshot.lastTrip()).isEmpty();
        assertThat(snapshot.metrics().calls()).isZero();
        assertThat(snapshot.totals())
                .isEqualTo(new Rig(config -> config).breaker.snapshot().totals());
        assertThat(rig.changes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectUntilTheFirstWaitIsOverWhenItStartsOpen(WayIn way) {
        Rig rig = startedIn(State.OPEN);
        CallNotPermittedException rejection = rig.rejected(way);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.OPEN);
        assertThat(rejection.retryAfter()).contains(Rig.WAIT);
        assertThat(rejection).hasMessageContaining("started");
        rig.advance(Rig.WAIT.minus(Rig.TICK));
        rig.rejected(way);
        rig.advance(Rig.TICK);
        rig.call(way, Outcome.SUCCESS);

        assertThat(rig.path()).containsExactly(State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeAtOnceWhenItStartsHalfOpen(WayIn way) {
        Rig rig = startedIn(State.HALF_OPEN);
        rig.call(
                way,
                Outcome.SUCCESS,
                () -> assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY));
        assertThat(rig.path()).containsExactly(State.CLOSED);

        Rig failing = startedIn(State.HALF_OPEN);
        failing.call(way, Outcome.FAILURE);
        assertThat(failing.path()).containsExactly(State.OPEN);
        assertThat(failing.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayOfARejectionThatItWasStartedForcedOpen(WayIn way) {
        Rig rig = startedIn(State.FORCED_OPEN);
        CallNotPermittedException rejection = rig.rejected(way);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.FORCED_OPEN);
        assertThat(rejection).hasMessageContaining("FORCED_OPEN").hasMessageContaining("started");
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassEverythingWhenItStartsDisabledOrLookingOn(WayIn way) {
        Rig disabled = startedIn(State.DISABLED);
        Rig lookingOn = startedIn(State.METRICS_ONLY);
        for (int calls = 0; calls < 3; calls++) {
            disabled.call(way, Outcome.FAILURE);
            lookingOn.call(way, Outcome.FAILURE);
        }
        assertThat(disabled.breaker.snapshot().totals().admitted()).isZero();
        assertThat(lookingOn.breaker.snapshot().totals().wouldReject()).isEqualTo(2);
        assertThat(lookingOn.breaker.snapshot().wouldBe()).contains(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource(names = "SHEDDING", mode = EnumSource.Mode.EXCLUDE)
    void shouldCloseFromWhereItStartedByAResetAndOutOfAHoldByARelease(State state) {
        Rig reset = startedIn(state);
        reset.breaker.reset("ready");
        assertThat(reset.path()).containsExactly(State.CLOSED);
        assertThat(reset.changes.get(0).sequence()).isEqualTo(1);

        Rig released = startedIn(state);
        released.breaker.release("ready");
        assertThat(released.breaker.state()).isEqualTo(Made.isManual(state) ? State.CLOSED : state);
    }

    @ParameterizedTest
    @EnumSource(names = "SHEDDING", mode = EnumSource.Mode.EXCLUDE)
    void shouldNotMoveWhenItIsReconfiguredToStartElsewhere(State state) {
        Rig rig = new Rig(config -> config);
        rig.breaker.reconfigure(rig.breaker.config().toBuilder().startIn(state).build());

        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.changes).isEmpty();
        rig.breaker.reset("again");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    @Tag("C60")
    void shouldNotStartWithAShareOfWhichNothingIsKnown() {
        assertThatThrownBy(() -> startedIn(State.SHEDDING))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("startIn(SHEDDING) must be a state that can begin without results");
    }

    private static Rig startedIn(State state) {
        return new Rig(config -> config.startIn(state));
    }
}
