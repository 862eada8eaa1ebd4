// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Half-open ends without a verdict when no probe brings a result for a probe timeout although calls were let in. */
@Tag("C34")
class HalfOpenAlwaysEndsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rig rig = Rig.withProbes(HalfOpen.probes(3).probeTimeout(Rig.LEASE));

    @ParameterizedTest
    @EnumSource
    void shouldOpenAgainAProbeTimeoutAfterTheFirstCallThatWasLetIn(WayIn way) {
        rig.tripAndWait();
        rig.advance(SECOND.multipliedBy(100)); // as long as no call comes, nothing is silent
        for (int call = 0; call < 30; call++) {
            rig.call(way, Outcome.IGNORED);
            rig.advance(SECOND);
        }
        rig.rejected(way);

        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        StateChange end = rig.changes.get(2);
        assertThat(end.reason()).isEqualTo("no probe succeeded or failed within 30 s, 30 were ignored");
        assertThat(end.at()).isEqualTo(Rig.START.plus(Rig.WAIT).plusSeconds(130));
        assertThat(end.metrics().calls()).isZero();
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotEndBeforeThat(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.IGNORED);
        rig.advance(Rig.LEASE.minus(Rig.TICK));
        rig.call(way, Outcome.IGNORED);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        rig.advance(Rig.TICK);
        rig.rejected(way);
        assertThat(rig.changes.get(2).reason()).endsWith(", 2 were ignored");
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartAnewWithEachResultThatCountsWhileOthersAreOut(WayIn way) {
        rig.tripAndWait();
        Permit quick = rig.breaker.acquire();
        rig.advance(SECOND.multipliedBy(20));
        Permit ignored = rig.breaker.acquire();
        quick.success();
        ignored.ignore();
        rig.advance(SECOND.multipliedBy(29));
        rig.call(way, Outcome.IGNORED);
        assertThat(rig.breaker.state()).as("29 s after the success").isEqualTo(State.HALF_OPEN);
        rig.advance(SECOND);
        rig.rejected(way);
        assertThat(rig.changes.get(2).reason()).isEqualTo("no probe succeeded or failed within 30 s, 2 were ignored");
        assertThat(rig.changes.get(2).metrics().successes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForTheNextCallWhenAResultLeavesNoneOut(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        rig.advance(Duration.ofDays(1));
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        rig.advance(Duration.ofDays(1));
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C31")
    void shouldEndLeasesFirstThatEndAtTheSameMoment(WayIn way) {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.call(way, Outcome.IGNORED);
        rig.advance(Rig.LEASE);
        rig.rejected(way);
        assertThat(rig.changes.get(2).reason())
                .isEqualTo("1 of 3 probes failed, 3 must succeed (probe timed out after 30 s)");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayToRejectedCallsWhenTheSilenceEnds(WayIn way) {
        Rig narrow = Rig.withProbes(HalfOpen.probes(1).probeTimeout(Rig.LEASE));
        narrow.tripAndWait();
        narrow.call(way, Outcome.IGNORED);
        narrow.advance(SECOND.multipliedBy(20));
        narrow.breaker.acquire();
        assertThat(narrow.rejected(way).retryAfter()).contains(SECOND.multipliedBy(10));
    }

    @Test
    @Tag("C1")
    void shouldTakeWhatComesBackAfterwardsForLate() {
        rig.tripAndWait();
        rig.breaker.acquire().ignore();
        rig.advance(SECOND);
        Permit late = rig.breaker.acquire();
        rig.advance(Rig.LEASE.minus(SECOND));
        late.success();
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @Test
    @Tag("C22")
    void shouldBeNoticedByAScheduler() {
        HandScheduler timer = new HandScheduler();
        Rig timed = new Rig(config ->
                config.halfOpen(HalfOpen.probes(3).probeTimeout(Rig.LEASE)).scheduler(timer));
        timed.trip();
        timer.advance(timed.ticker, Rig.WAIT);
        timed.breaker.acquire().ignore();
        timer.advance(timed.ticker, SECOND);
        timed.breaker.acquire().success();
        timed.breaker.acquire().ignore();
        timer.advance(timed.ticker, Rig.LEASE.minus(Rig.TICK));
        assertThat(timed.breaker.state()).isEqualTo(State.HALF_OPEN);
        timer.advance(timed.ticker, Rig.TICK);
        assertThat(timed.breaker.state()).isEqualTo(State.OPEN);
    }
}
