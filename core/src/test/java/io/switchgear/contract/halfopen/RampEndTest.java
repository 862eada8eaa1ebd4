// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ramp whose time is over does not decide anything any more, though nobody has noticed its end yet. */
@Tag("C22")
@Tag("C33")
class RampEndTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNoticeItsEndAtTheReturnOfACall(WayIn way, Outcome outcome) {
        Rig rig = new Rig(config -> config.ramp(Ramp.over(LENGTH)));
        rig.tripAndWait();
        rig.breaker.acquire().success();
        rig.call(way, outcome, () -> rig.advance(LENGTH.plusSeconds(1)));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.changes.get(3).at()).isEqualTo(Rig.START.plus(Rig.WAIT).plus(LENGTH));
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
    }
}
