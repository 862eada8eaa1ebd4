// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CallObserver;
import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failure that belongs to no call counts where calls are counted, and is never a probe. */
@Tag("C15")
class RecordFailureTest {
    private static final IOException BROKE_OFF = new IOException("broke off");

    @Test
    void shouldCountAsOneMoreCallThatFailed() {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(2)));
        assertThat(rig.breaker.recordFailure(BROKE_OFF)).isTrue();
        Snapshot after = rig.breaker.snapshot();
        assertThat(after.totals().admitted()).isEqualTo(1);
        assertThat(after.totals().failures()).isEqualTo(1);
        assertThat(after.metrics().failures()).isEqualTo(1);
        assertThat(after.metrics().lastFailure().orElseThrow().description()).contains("broke off");
        assertThat(after.inFlight()).isZero();

        assertThat(rig.breaker.recordFailure(BROKE_OFF)).isTrue();
        assertThat(rig.breaker.state()).as("the rules are asked").isEqualTo(State.OPEN);
    }

    @Test
    void shouldFollowTheHintOfTheFailure() {
        Rig rig = new Rig(config -> config.retryHint((result, thrown) -> Duration.ofMinutes(5)));
        rig.breaker.recordFailure(BROKE_OFF);
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldCountOnlyWhatTheClassifierTakesForAFailure() {
        Rig rig = new Rig(config -> config.classify(Classifier.defaults().ignore(IllegalStateException.class)));
        assertThat(rig.breaker.recordFailure(new IllegalStateException())).isFalse();
        assertThat(rig.breaker.recordFailure(new CancellationException())).isFalse();
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.recordFailure(null));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountInNoStateThatCountsNoCalls(State state) {
        Rig rig = ByHandMove.rigIn(state);
        Totals before = rig.breaker.snapshot().totals();
        boolean counted = rig.breaker.recordFailure(BROKE_OFF);
        assertThat(counted)
                .isEqualTo(
                        Set.of(State.CLOSED, State.SHEDDING, State.METRICS_ONLY).contains(state));
        if (!counted) {
            assertThat(rig.breaker.snapshot().totals()).isEqualTo(before);
            assertThat(rig.breaker.state()).isEqualTo(state);
        }
    }

    @Test
    void shouldNotFailAProbeNorTakeItsPlace() {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        Permit probe = rig.breaker.acquire();
        assertThat(rig.breaker.recordFailure(BROKE_OFF)).isFalse();
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 1, 0));
        probe.success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    @Tag("C40")
    void shouldNotTakeTheProbeOfABreakerThatOnlyLooksOn() {
        Rig rig = ByHandMove.rigIn(State.METRICS_ONLY);
        assertThat(rig.breaker.recordFailure(BROKE_OFF)).isTrue();
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.OPEN);
        rig.advance(Rig.WAIT);
        assertThat(rig.breaker.recordFailure(BROKE_OFF)).isFalse();
        rig.breaker.run(() -> {});
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.CLOSED);
    }

    @Test
    @Tag("C33")
    void shouldCountDuringTheRampAndInThePhaseThatFollowsItAtItsEnd() {
        for (boolean lookingOn : new boolean[] {false, true}) {
            Rig rig =
                    new Rig(config -> config.tripWhen(TripRule.failureCount(2)).ramp(Ramp.over(Rig.WAIT)));
            if (lookingOn) {
                rig.breaker.metricsOnly("a trial");
            }
            rig.acquire(2).forEach(Permit::failure);
            rig.advance(Rig.WAIT);
            rig.breaker.acquire().success();
            assertThat(rig.breaker.recordFailure(BROKE_OFF)).isTrue();
            rig.advance(Rig.WAIT);
            assertThat(rig.breaker.recordFailure(BROKE_OFF))
                    .as("as the ramp ends")
                    .isTrue();
            assertThat(rig.breaker.snapshot().metrics().failures())
                    .as("of the closed phase")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTellNoObserverOfACall() {
        Rig rig = new Rig(config -> config);
        List<Duration> seen = new ArrayList<>();
        rig.breaker.observeCalls(new CallObserver() {
            @Override
            public void abandoned(Duration took) {
                seen.add(took);
            }

            @Override
            public void settled(io.switchgear.outcome.Outcome outcome, Duration took) {
                seen.add(took);
            }
        });
        rig.breaker.recordFailure(BROKE_OFF);
        assertThat(seen).isEmpty();
    }
}
