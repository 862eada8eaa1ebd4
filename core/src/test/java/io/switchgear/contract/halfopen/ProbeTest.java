// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.ProbeStatus;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many probes a half-open breaker lets through, and what they decide. */
@Tag("C30")
class ProbeTest {
    private static final HalfOpen THREE = HalfOpen.probes(3).probeTimeout(Rig.LEASE);
    private final Rig rig = Rig.withProbes(THREE);

    @ParameterizedTest
    @EnumSource
    void shouldLetSoManyThroughAtOnceAndRejectTheNext(WayIn way) {
        rig.tripAndWait();
        rig.acquire(2);
        rig.call(way, Outcome.SUCCESS, () -> {
            assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
            assertThat(probes()).isEqualTo(Made.probeStatus(3, 3, 0, 0, 3, 0));
        });
        assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        assertThat(probes()).isEqualTo(Made.probeStatus(3, 3, 1, 0, 2, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseWhenAllHaveSucceededOneAfterTheOther(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenAgainAtTheFirstFailureByDefault(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenAgainAtAnErrorOfAProbe(WayIn way) throws Exception {
        rig.tripAndWait();
        try {
            way.through(rig.breaker, () -> {
                throw new AssertionError("broken");
            });
        } catch (AssertionError expected) {
            assertThat(expected).hasMessage("broken");
        }
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginEachRoundWithAllItsPlacesAndNoResults(WayIn way) {
        Rig two = Rig.withProbes(THREE.required(2));
        two.trip();
        for (int round = 0; round < 5; round++) {
            two.advance(Rig.WAIT);
            two.call(way, Outcome.SUCCESS);
            two.call(way, Outcome.FAILURE, () -> assertThat(two.acquire(1)).hasSize(1));
            two.advance(Rig.LEASE);
            two.rejected(way);
            assertThat(two.breaker.state()).as("after round %d", round).isEqualTo(State.OPEN);
        }
        two.advance(Rig.WAIT);
        two.acquire(2);
        two.call(way, Outcome.SUCCESS, () -> two.rejected(way));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverHaveMoreOutThanMayBeConcurrent(WayIn way) {
        Rig narrow = Rig.withProbes(THREE.concurrent(1));
        narrow.tripAndWait();
        for (int i = 0; i < 3; i++) {
            narrow.call(
                    way,
                    Outcome.SUCCESS,
                    () -> assertThat(narrow.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY));
        }
        assertThat(narrow.breaker.state()).isEqualTo(State.CLOSED);
    }

    /** Lets in as many as it can, ends one, and again: every plan, every order of outcomes. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void shouldNeverExceedItsPlacesInAnyPlanWhateverTheOutcomes(int probes) {
        for (int required = 1; required <= probes; required++) {
            for (int concurrent = 1; concurrent <= probes; concurrent++) {
                for (int bits = 0; bits < 1 << probes; bits++) {
                    fillAndEnd(probes, required, concurrent, bits);
                }
            }
        }
    }

    private static void fillAndEnd(int probes, int required, int concurrent, int outcomes) {
        Rig each = Rig.withProbes(HalfOpen.probes(probes)
                .required(required)
                .concurrent(concurrent)
                .probeTimeout(Rig.LEASE));
        each.tripAndWait();
        String plan = "probes(%d).required(%d).concurrent(%d), outcomes %s"
                .formatted(probes, required, concurrent, Integer.toBinaryString(outcomes));
        List<Permit> out = new ArrayList<>();
        int counted = 0;
        do {
            each.breaker.tryAcquire().ifPresent(out::add);
            while (out.size() < Math.min(concurrent, probes - counted)) {
                out.add(each.breaker.acquire());
            }
            assertThat(each.breaker.tryAcquire()).as(plan).isEmpty();
            Permit oldest = out.remove(0);
            boolean well = (outcomes >> counted & 1) == 1;
            assertThat(well ? oldest.success() : oldest.failure()).isTrue();
            counted++;
        } while (each.breaker.state() == State.HALF_OPEN && counted < probes);
        assertThat(each.breaker.state()).as(plan).isNotEqualTo(State.HALF_OPEN);
        assertThat(counted + out.size()).as(plan).isLessThanOrEqualTo(probes);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseWithAnEmptyWindow(WayIn way) {
        Rig thirds = new Rig(config -> config.tripWhen(metrics -> metrics.failures() >= 2));
        thirds.call(way, Outcome.FAILURE);
        thirds.call(way, Outcome.FAILURE);
        thirds.advance(Rig.WAIT);
        thirds.call(way, Outcome.SUCCESS);
        assertThat(thirds.breaker.snapshot().metrics().calls()).isZero();

        thirds.call(way, Outcome.FAILURE);
        assertThat(thirds.breaker.state())
                .as("one failure, the two before are forgotten")
                .isEqualTo(State.CLOSED);
        assertThat(thirds.breaker.snapshot().metrics().failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    @Tag("C32")
    void shouldLetACallOnAnotherThreadTakeAPlaceOfItsOwn(WayIn way, Outcome outcome) {
        rig.tripAndWait();
        rig.call(
                way,
                Outcome.IGNORED,
                () -> rig.call(way, outcome, () -> assertThat(probes().out()).isEqualTo(2)));
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAProbeOnceHoweverOftenItIsSettled(WayIn way) {
        rig.tripAndWait();
        try (Permit permit = rig.breaker.acquire()) {
            assertThat(permit.success()).isTrue();
            assertThat(permit.success()).isFalse();
            assertThat(permit.failure()).isFalse();
            assertThat(permit.threw(new IOException("late"))).isFalse();
        }
        assertThat(probes()).isEqualTo(Made.probeStatus(3, 3, 1, 0, 0, 0));
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellAProbeThatItIsHalfOpenAndNoWaitIsAhead(WayIn way) {
        Rig longWait = new Rig(config -> config.openFor(Backoff.fixed(Duration.ofDays(30))));
        longWait.trip();
        longWait.advance(Duration.ofDays(30));
        longWait.call(way, Outcome.SUCCESS, () -> {
            assertThat(longWait.breaker.state()).isEqualTo(State.HALF_OPEN);
            assertThat(longWait.breaker.snapshot().nextProbeIn()).isEmpty();
            assertThat(longWait.breaker.snapshot().isProbeDue()).isFalse();
        });
        assertThat(longWait.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    private ProbeStatus probes() {
        return rig.breaker.snapshot().probes().orElseThrow();
    }
}
