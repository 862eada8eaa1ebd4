// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.ProbeStatus;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What falls due without traffic is done by the next call, and dated when it fell due. */
@Tag("C22")
class LazyTransitionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Rig rig = new Rig(config -> config);

    @Test
    void shouldStayOpenAfterTheWaitWhileNobodyCalls() {
        rig.tripAndWait();
        rig.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
            Snapshot snapshot = rig.breaker.snapshot();
            assertThat(snapshot.state()).isEqualTo(State.OPEN);
            assertThat(snapshot.isProbeDue()).isTrue();
            assertThat(snapshot.nextProbeIn()).contains(Duration.ZERO);
        }
        assertThat(rig.path()).containsExactly(State.OPEN);
    }

    @Test
    void shouldSayThatAProbeIsDueFromTheVeryEndOfTheWaitOn() {
        rig.trip();
        rig.advance(Rig.WAIT.minus(Rig.TICK));
        assertThat(rig.breaker.snapshot().isProbeDue()).isFalse();
        rig.advance(Rig.TICK);
        assertThat(rig.breaker.snapshot().isProbeDue()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDateHalfOpenAtTheEndOfTheWaitHoweverLateTheNextCall(WayIn way) {
        rig.tripAndWait();
        rig.advance(Duration.ofHours(1));
        rig.call(way, Outcome.SUCCESS, () -> {
            assertThat(rig.breaker.snapshot().inStateFor()).isEqualTo(Duration.ofHours(1));
            assertThat(rig.breaker.snapshot().since()).isEqualTo(Rig.START.plus(Rig.WAIT));
        });
        assertThat(times()).containsExactly(after(0), after(10), after(3_610));
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNoticeTheEndOfTheWaitAtALateResult(WayIn way, Outcome outcome) {
        rig.call(way, outcome, () -> {
            rig.tripAndWait();
            rig.advance(SECOND);
        });
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN);
        assertThat(times()).containsExactly(after(0), after(10));
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunTheWaitAfterAnExpiredLeaseFromTheExpiry(WayIn way) {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plusSeconds(4));

        assertThat(rig.rejected(way).retryAfter()).contains(Rig.WAIT.minusSeconds(4));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(times()).containsExactly(after(0), after(10), after(40));
        assertThat(rig.breaker.snapshot().inStateFor()).isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStillRejectJustBeforeTheEndOfAWaitThatNobodySawBegin(WayIn way) {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plus(Rig.WAIT).minus(Rig.TICK));
        assertThat(rig.rejected(way).retryAfter()).contains(Rig.TICK);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeWithTheVeryCallThatFindsLeaseAndWaitOver(WayIn way) {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plus(Rig.WAIT));

        rig.call(way, Outcome.SUCCESS, () -> {
            assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN);
            assertThat(times()).containsExactly(after(0), after(10), after(40), after(50));
            assertThat(rig.changes).extracting(StateChange::sequence).containsExactly(1L, 2L, 3L, 4L);
        });
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNoticeAnExpiredLeaseAtTheReturnOfThatVeryProbe(WayIn way, Outcome outcome) {
        rig.tripAndWait();
        rig.call(way, outcome, () -> rig.advance(Rig.LEASE.plus(SECOND)));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(times()).containsExactly(after(0), after(10), after(40));
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT.minus(SECOND));
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNoticeAnExpiredLeaseAtTheReturnOfAnOlderCall(WayIn way, Outcome outcome) {
        rig.call(way, outcome, () -> {
            rig.tripAndWait();
            rig.breaker.acquire();
            rig.advance(Rig.LEASE.plus(Rig.WAIT));
        });
        assertThat(times()).containsExactly(after(0), after(10), after(40), after(50));
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNoticeAnExpiredLeaseAtTheReturnOfAnotherProbe(WayIn way, Outcome outcome) {
        Rig two = Rig.withProbes(HalfOpen.probes(2).probeTimeout(Rig.LEASE));
        two.tripAndWait();
        two.breaker.acquire();
        two.advance(SECOND);
        two.call(way, outcome, () -> two.advance(Rig.LEASE.minus(Rig.TICK)));
        assertThat(two.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(two.changes.get(2).at()).isEqualTo(after(40));
        assertThat(two.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDateAReOpeningByTheLeaseThatDecidedIt(WayIn way) {
        Rig three = Rig.withProbes(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE));
        three.tripAndWait();
        for (int i = 0; i < 3; i++) {
            three.breaker.acquire();
            three.advance(SECOND);
        }
        three.advance(Rig.LEASE);
        assertThat(three.rejected(way).retryAfter()).contains(Rig.WAIT.minusSeconds(2));
        assertThat(three.changes.get(2).at()).isEqualTo(after(41));
    }

    @Test
    void shouldShowALeaseThatIsOverAsOverdueAndChangeNothing() {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.minus(Rig.TICK));
        assertThat(probes().overdue()).isZero();

        rig.advance(Rig.TICK);
        for (int i = 0; i < 3; i++) {
            assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
            assertThat(probes().out()).isEqualTo(1);
            assertThat(probes().overdue()).isEqualTo(1);
            assertThat(probes().failures()).isZero();
        }
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN);
    }

    private ProbeStatus probes() {
        return rig.breaker.snapshot().probes().orElseThrow();
    }

    private List<Instant> times() {
        return rig.changes.stream().map(StateChange::at).toList();
    }

    private static Instant after(long seconds) {
        return Rig.START.plusSeconds(seconds);
    }
}
