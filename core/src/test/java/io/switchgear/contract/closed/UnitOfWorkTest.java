// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A unit of work holds one permit from its first step to its end, and has one outcome. */
@Tag("C14")
class UnitOfWorkTest {
    private static final HalfOpen ONE_AT_A_TIME =
            HalfOpen.probes(2).required(1).concurrent(1).probeTimeout(Rig.LEASE);

    private final Rig rig = Rig.withProbes(ONE_AT_A_TIME);

    @Test
    void shouldOpenWhenAllUnitsBreakInTheirMiddle() {
        for (TripRule rule :
                new TripRule[] {TripRule.failureRate(0.6).minimumCalls(5), TripRule.consecutiveFailures(5)}) {
            Rig streams = new Rig(config -> config.tripWhen(rule));
            for (int unit = 0; unit < 5; unit++) {
                Permit stream = streams.breaker.acquire();
                stream.progressed();
                stream.threw(new IOException("broke off"));
            }
            assertThat(streams.breaker.state()).as(rule.toString()).isEqualTo(State.OPEN);
            assertThat(streams.breaker.snapshot().totals().successes()).isZero();
            streams.advance(Rig.WAIT);
            Permit stream = streams.breaker.acquire();
            stream.progressed();
            stream.threw(new IOException("broke off again"));
            assertThat(streams.breaker.state()).isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveItsPlaceToAnotherProbeOnceTheOtherSideAnswers(WayIn way) {
        rig.tripAndWait();
        Permit stream = rig.breaker.acquire();
        assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        stream.progressed();
        rig.call(way, Outcome.IGNORED, () -> rig.rejected(way));
        assertThat(rig.breaker.snapshot().probes().orElseThrow().out())
                .as("it is still out")
                .isEqualTo(1);
        stream.success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeAProbeMoreThanAllowed(WayIn way) {
        rig.tripAndWait();
        Permit first = rig.breaker.acquire();
        first.progressed();
        Permit second = rig.breaker.acquire();
        second.progressed();
        assertThat(rig.rejected(way).reason()).as("both are out").isEqualTo(RejectionReason.PROBES_BUSY);
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 29})
    void shouldSucceedAtTheEndOfItsLeaseIfItProgressedInTheSecondHalf(long second) {
        rig.tripAndWait();
        Permit stream = rig.breaker.acquire();
        stream.progressed();
        rig.advance(Duration.ofSeconds(second));
        stream.progressed();
        rig.advance(Duration.ofSeconds(100));
        rig.breaker.acquire();
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.changes.get(2).at()).isEqualTo(Rig.START.plus(Rig.WAIT).plus(Rig.LEASE));
        stream.success();
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 14, 30, 31})
    @Tag("C31")
    void shouldFailAtTheEndOfItsLeaseIfItProgressedOnlyBeforeOrAfterThat(long second) {
        Rig one = new Rig(config -> config);
        one.tripAndWait();
        Permit stream = one.breaker.acquire();
        one.advance(Duration.ofSeconds(second));
        stream.progressed();
        one.advance(Rig.LEASE);
        one.breaker.tryAcquire();
        assertThat(one.changes.get(2).reason()).contains("probe timed out after 30 s");
    }

    @Test
    void shouldChangeNothingByProgressWhereCallsAreCounted() {
        Permit permit = rig.breaker.acquire();
        Snapshot before = rig.breaker.snapshot();
        permit.progressed();
        permit.progressed();
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(permit.success()).isTrue();
        permit.progressed();
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    @Tag("C13")
    void shouldBeAbandonedWhenItIsGivenUpLate() {
        rig.tripAndWait();
        Permit stream = rig.breaker.acquire();
        stream.progressed();
        rig.advance(Duration.ofSeconds(2));
        stream.close();
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(2, 1, 0, 1, 0, 0));
    }

    @Test
    @Tag("C4")
    void shouldTakeADurationThatWasMeasuredElsewhere() {
        Rig slow = new Rig(config -> config.slowCallsOver(Duration.ofSeconds(1)).abandonedAfter(Duration.ofSeconds(2)));
        slow.breaker.acquire().returned("fine", Duration.ofSeconds(1).plusNanos(1));
        slow.breaker.acquire().returned("fine", Duration.ofSeconds(1));
        assertThat(slow.breaker.snapshot().totals().slow()).isEqualTo(1);
        slow.breaker.acquire().threw(new InterruptedException(), Duration.ofSeconds(2));
        slow.breaker
                .acquire()
                .threw(new InterruptedException(), Duration.ofSeconds(2).plusNanos(1));
        assertThat(slow.breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(slow.breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }
}
