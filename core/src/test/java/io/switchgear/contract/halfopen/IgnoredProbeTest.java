// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A probe that is ignored gives its place back and decides nothing. */
@Tag("C32")
class IgnoredProbeTest {
    private final Rig rig = Rig.withProbes(HalfOpen.probes(3).probeTimeout(Rig.LEASE));

    @ParameterizedTest
    @EnumSource
    void shouldDecideNothingHoweverManyThereAre(WayIn way) {
        rig.tripAndWait();
        for (int i = 0; i < 100; i++) {
            rig.call(way, Outcome.IGNORED);
            assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
            assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 3, 0, 0, 0, 0));
        }
        for (int i = 0; i < 3; i++) {
            rig.call(way, Outcome.SUCCESS);
        }
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackExactlyOnePlace(WayIn way) {
        rig.tripAndWait();
        rig.acquire(2);
        rig.call(way, Outcome.IGNORED, () -> rig.rejected(way));
        rig.call(way, Outcome.IGNORED, () -> rig.rejected(way));
        rig.breaker.acquire();
        assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotErodeWhatOtherProbesHaveShown(WayIn way) {
        Rig two = Rig.withProbes(HalfOpen.probes(2).required(1).probeTimeout(Rig.LEASE));
        two.tripAndWait();
        two.call(way, Outcome.FAILURE);
        two.call(way, Outcome.IGNORED);
        assertThat(two.breaker.snapshot().probes()).contains(Made.probeStatus(2, 1, 0, 1, 0, 0));
        two.call(way, Outcome.FAILURE);
        assertThat(two.breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveItsPlaceBackWhenAnotherBreakerInsideRejects(WayIn way) {
        Rig inner = new Rig(config -> config);
        inner.trip();
        rig.tripAndWait();
        for (int i = 0; i < 4; i++) {
            CallNotPermittedException rejection = catchThrowableOfType(
                    CallNotPermittedException.class,
                    () -> way.through(rig.breaker, () -> inner.breaker.call(() -> "unreachable")));
            assertThat(rejection.breakerName()).isEqualTo("payments");
        }
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 3, 0, 0, 0, 0));
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRestartTheLeasesOfTheOthers(WayIn way) {
        Rig patient = new Rig(config ->
                config.halfOpen(HalfOpen.probes(3).probeTimeout(Rig.LEASE)).ignoreAbandonedCalls());
        patient.tripAndWait();
        patient.breaker.acquire();
        patient.call(way, Outcome.IGNORED, () -> patient.advance(Rig.LEASE.minus(Rig.TICK)));
        patient.acquire(2);
        assertThat(patient.rejected(way).retryAfter()).contains(Rig.TICK);
    }
}
