// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A probe that its caller gives up late has failed; one that is given up early is as if it had not been. */
@Tag("C13")
class AbandonedProbeTest {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration LONGER = BOUND.plus(Rig.TICK);

    private final Rig rig = Rig.withProbes(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE));

    @ParameterizedTest
    @EnumSource
    void shouldFailBeyondTheBound(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 2, 0, 1, 0, 0));
        assertThat(rig.breaker.snapshot().metrics().consecutiveAbandoned()).isEqualTo(1);
        rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));

        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(rig.changes.get(2).reason()).isEqualTo("2 of 3 probes failed, 2 must succeed (given up after 1 s)");
        assertThat(rig.breaker.snapshot().totals().abandoned()).isEqualTo(2);
        assertThat(rig.breaker.snapshot().totals().failures()).as("of the trip").isEqualTo(1);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C32")
    void shouldGiveItsPlaceBackWithinTheBound(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.IGNORED, () -> rig.advance(BOUND));
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 2, 0, 0, 0, 0));
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C31")
    void shouldOnlyBeLateAfterItsLease(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.IGNORED, () -> rig.advance(Rig.LEASE));
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 2, 0, 1, 0, 0));
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().abandoned()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailInShadowModeToo(WayIn way) {
        rig.breaker.metricsOnly("a trial");
        rig.breaker.acquire().failure();
        rig.advance(Rig.WAIT);
        for (int probe = 0; probe < 2; probe++) {
            rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
        }
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.OPEN);
        assertThat(rig.breaker.snapshot().totals().abandoned()).isEqualTo(2);
    }
}
