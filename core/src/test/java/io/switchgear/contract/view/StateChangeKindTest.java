// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.StateChange;
import io.switchgear.StateChange.Kind;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each change of state says what kind of cause it had. */
@Tag("C71")
@Tag("C51")
class StateChangeKindTest {

    @ParameterizedTest
    @EnumSource
    void shouldNameRuleWaitProbesAndRamp(WayIn way) {
        Duration ramp = Duration.ofSeconds(20);
        Rig rig = new Rig(config -> config.ramp(Ramp.over(ramp)));
        rig.call(way, Outcome.FAILURE);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.FAILURE);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.FAILURE);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        rig.advance(ramp);
        rig.call(way, Outcome.SUCCESS);
        assertKinds(
                rig,
                Kind.RULE,
                Kind.WAIT_OVER,
                Kind.PROBES,
                Kind.WAIT_OVER,
                Kind.PROBES,
                Kind.RULE,
                Kind.WAIT_OVER,
                Kind.PROBES,
                Kind.RAMP_OVER);
    }

    @Test
    void shouldTakeExpiredLeasesAndSilenceForProbes() {
        Rig rig = Rig.withProbes(HalfOpen.probes(2).required(1).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE);
        rig.rejected(WayIn.CALL);
        rig.advance(Rig.WAIT);
        rig.breaker.acquire().ignore();
        rig.advance(Rig.LEASE);
        rig.rejected(WayIn.CALL);
        assertKinds(rig, Kind.RULE, Kind.WAIT_OVER, Kind.PROBES, Kind.WAIT_OVER, Kind.PROBES);
    }

    @Test
    void shouldTakeStuckCallsForARule() {
        Duration limit = Duration.ofSeconds(10);
        Rig rig = new Rig(config -> config.tripWhen(TripRule.stuckCalls(1, limit)));
        rig.breaker.acquire();
        rig.advance(limit.multipliedBy(2));
        rig.rejected(WayIn.CALL);
        assertKinds(rig, Kind.RULE);
    }

    @Test
    void shouldNameHandResetAndOutside() {
        Rig rig = new Rig(config -> config.openFor(Backoff.fixed(Rig.WAIT)));
        rig.breaker.open(Rig.WAIT, "by hand");
        rig.breaker.forceOpen("by hand");
        rig.breaker.disable("by hand");
        rig.breaker.metricsOnly("by hand");
        rig.breaker.release("by hand");
        rig.breaker.reset("a reset");
        rig.breaker.openUnlessHeld(Rig.WAIT, "from outside");
        rig.breaker.recover("from outside");
        assertKinds(
                rig,
                Kind.BY_HAND,
                Kind.BY_HAND,
                Kind.BY_HAND,
                Kind.BY_HAND,
                Kind.BY_HAND,
                Kind.RESET,
                Kind.EXTERNAL,
                Kind.EXTERNAL);
    }

    private static void assertKinds(Rig rig, Kind... kinds) {
        assertThat(rig.changes.stream().map(StateChange::kind)).isEqualTo(List.of(kinds));
    }
}
