// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A probe is a lease: one that does not come back in time has failed, so nothing pins a half-open breaker. */
@Tag("C31")
class ProbeLeaseTest {
    private static final HalfOpen TWO = HalfOpen.probes(2).probeTimeout(Rig.LEASE);
    private final Rig rig = new Rig(config -> config);

    @ParameterizedTest
    @EnumSource
    void shouldCountAResultJustBeforeTheDeadline(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(Rig.LEASE.minus(Rig.TICK)));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().stale()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldIgnoreAResultAtTheDeadlineAndCountItAsLate(WayIn way, Outcome outcome) {
        rig.tripAndWait();
        rig.call(way, outcome, () -> rig.advance(Rig.LEASE));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().totals())
                .isEqualTo(Made.totals(
                        2, 0, 1, 0, 0, 0, 1, 0, rig.breaker.snapshot().totals().rejected()));
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldStayInFlightUntilItsCallerReturns(WayIn way, Outcome outcome) {
        rig.tripAndWait();
        rig.call(way, outcome, () -> {
            rig.advance(Rig.LEASE);
            rig.rejected(way);
            assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.SUCCESS);
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
            assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
            assertThat(rig.breaker.snapshot().totals().stale()).isZero();
        });
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnExpiredLeaseAsOneFailedProbe(WayIn way) {
        Rig either = Rig.withProbes(TWO.required(1));
        either.tripAndWait();
        either.breaker.acquire();
        either.advance(Rig.LEASE);
        either.call(
                way,
                Outcome.SUCCESS,
                () -> assertThat(either.breaker.snapshot().probes())
                        .isEqualTo(Optional.of(Made.probeStatus(2, 1, 0, 1, 1, 0))));
        assertThat(either.breaker.state()).as("one of two was to succeed").isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotGiveItsPlaceBackButMakeWayForTheNextOfThePlan(WayIn way) {
        Rig narrow = Rig.withProbes(TWO.required(1).concurrent(1));
        narrow.tripAndWait();
        narrow.breaker.acquire();
        narrow.rejected(way);
        narrow.advance(Rig.LEASE);
        narrow.call(way, Outcome.FAILURE);
        assertThat(narrow.breaker.state()).as("both places are used up").isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldChangeNothingByALateResultInItsOwnRound(WayIn way, Outcome outcome) {
        Rig patient = Rig.withProbes(HalfOpen.probes(3).required(1).probeTimeout(Rig.LEASE));
        patient.tripAndWait();
        patient.call(way, outcome, () -> patient.advance(Rig.LEASE));
        assertThat(patient.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(patient.breaker.snapshot().probes()).contains(Made.probeStatus(3, 1, 0, 1, 0, 0));
        patient.acquire(2);
        patient.rejected(way);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveEachProbeALeaseOfItsOwn(WayIn way) {
        Rig two = Rig.withProbes(TWO.required(1));
        two.tripAndWait();
        two.breaker.acquire();
        two.advance(Duration.ofSeconds(20));
        two.call(way, Outcome.SUCCESS, () -> two.advance(Duration.ofSeconds(29)));
        assertThat(two.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldTellOfTheLeaseInTheChange() {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plusHours(1));
        assertThat(rig.breaker.tryAcquire()).isPresent();
        StateChange reopening = rig.changes.get(2);
        assertThat(reopening.to()).isEqualTo(State.OPEN);
        assertThat(reopening.reason()).contains("probe timed out after 30 s");
        assertThat(reopening.metrics().failures()).isEqualTo(1);
        assertThat(reopening.at()).isEqualTo(Rig.START.plus(Rig.WAIT).plus(Rig.LEASE));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverBePinnedByProbesThatNeverReturn(WayIn way) {
        Rig three = Rig.withProbes(HalfOpen.probes(3).required(2).concurrent(2).probeTimeout(Rig.LEASE));
        three.trip();
        for (int round = 1; round <= 50; round++) {
            three.advance(Rig.WAIT);
            three.acquire(2);
            assertThat(three.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
            three.advance(Rig.LEASE);
            assertThat(three.rejected(way).reason()).isEqualTo(RejectionReason.OPEN);
            assertThat(three.breaker.snapshot().inFlight()).isEqualTo(2L * round);
        }
        three.advance(Rig.WAIT);
        three.call(way, Outcome.SUCCESS);
        three.call(way, Outcome.SUCCESS);
        assertThat(three.breaker.state()).isEqualTo(State.CLOSED);
    }
}
