// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The attempt counts the openings of one outage, and a relapse soon after closing belongs to it. */
@Tag("C20")
class AttemptCountTest {
    private final Rig rig = new Rig(config -> config.openFor(
            Backoff.exponential(Rig.WAIT).upTo(Duration.ofMinutes(1)).jitter(0)));

    @ParameterizedTest
    @EnumSource
    void shouldBeOneAtTheFirstTripWheneverThatIs(WayIn way) {
        assertThat(attempt()).isZero();
        rig.advance(Duration.ofDays(1));
        rig.call(way, Outcome.FAILURE);
        assertThat(attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneAtATripAtTheVeryBeginning(WayIn way) {
        rig.call(way, Outcome.FAILURE);
        assertThat(attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneMoreAtEachReOpening(WayIn way) {
        rig.trip();
        for (int expected = 2; expected <= 5; expected++) {
            rig.advance(rig.waitAhead());
            rig.call(way, Outcome.FAILURE);
            assertThat(attempt()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneMoreAtAReOpeningByALease(WayIn way) {
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE);
        rig.rejected(way);
        assertThat(attempt()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneMoreAtARelapseSoonerThanTheLastWait(WayIn way) {
        closeAfterAnOutageOfTwo();
        rig.advance(Duration.ofSeconds(20).minus(Rig.TICK));
        rig.call(way, Outcome.FAILURE);
        assertThat(attempt()).isEqualTo(3);
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneAgainAtATripWhenTheLastWaitHasPassedSinceClosing(WayIn way) {
        closeAfterAnOutageOfTwo();
        rig.advance(Duration.ofSeconds(20));
        rig.call(way, Outcome.FAILURE);
        assertThat(attempt()).isEqualTo(1);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasureARelapseByTheWaitThatWasJittered(WayIn way) {
        Rig jittered = new Rig(config ->
                config.openFor(Backoff.exponential(Rig.WAIT).jitter(1)).random(() -> 3L << 62));
        jittered.trip();
        Duration wait = jittered.waitAhead();
        assertThat(wait).isEqualTo(Rig.WAIT.dividedBy(4));
        jittered.advance(wait);
        jittered.call(way, Outcome.SUCCESS);
        jittered.advance(wait);
        jittered.call(way, Outcome.FAILURE);
        assertThat(jittered.breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasureARelapseFromClosingAndNotFromTheProbe(WayIn way) {
        Rig slowly = Rig.withProbes(HalfOpen.probes(2).probeTimeout(Rig.LEASE));
        slowly.tripAndWait();
        slowly.call(way, Outcome.SUCCESS);
        slowly.call(way, Outcome.SUCCESS, () -> slowly.advance(Rig.WAIT.plusSeconds(5)));
        assertThat(slowly.breaker.state()).isEqualTo(State.CLOSED);
        slowly.advance(Rig.WAIT.minus(Rig.TICK));
        slowly.call(way, Outcome.FAILURE);
        assertThat(slowly.breaker.snapshot().consecutiveOpenings()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayReadableWhileHalfOpenAndClosed(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.FAILURE);
        rig.advance(rig.waitAhead());
        rig.call(way, Outcome.SUCCESS, () -> assertThat(attempt()).isEqualTo(2));
        assertThat(attempt()).isEqualTo(2);
    }

    /** Leaves the breaker closed just now, its last wait 20 s, its attempt 2. */
    private void closeAfterAnOutageOfTwo() {
        rig.tripAndWait();
        rig.trip();
        rig.advance(Duration.ofSeconds(20));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    private int attempt() {
        return rig.breaker.snapshot().consecutiveOpenings();
    }
}
