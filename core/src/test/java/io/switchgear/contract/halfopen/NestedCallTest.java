// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call through the same breaker, on the same thread, inside the operation of a probe is part of that probe. */
@Tag("C35")
class NestedCallTest {
    private final Rig rig = Rig.withProbes(HalfOpen.probes(1).probeTimeout(Rig.LEASE));

    @ParameterizedTest
    @EnumSource
    void shouldPassInsideAProbeAndBeCountedNowhere(WayIn way) throws Exception {
        rig.tripAndWait();
        Totals[] before = new Totals[1];
        AtomicInteger ran = new AtomicInteger();
        String got = way.through(rig.breaker, () -> {
            before[0] = rig.breaker.snapshot().totals();
            for (WayIn inner : WayIn.values()) {
                rig.callThrowing(inner, new IOException("of no account"), () -> {});
                way.through(rig.breaker, () -> inner.through(rig.breaker, ran::incrementAndGet));
            }
            assertThat(rig.breaker.snapshot().totals()).isEqualTo(before[0]);
            assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 1, 0));
            return "fine";
        });
        assertThat(got).isEqualTo("fine");
        assertThat(ran).hasValue(WayIn.values().length);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(2);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C34")
    void shouldCloseAHealthyServiceWhoseMethodsCallEachOther(WayIn way) {
        Rig three = Rig.withProbes(HalfOpen.probes(3).probeTimeout(Rig.LEASE));
        three.tripAndWait();
        for (int call = 0; call < 3; call++) {
            assertThat(new Script(way, three.breaker, three.ticker)
                            .isAdmitted(() -> way.through(
                                    three.breaker, () -> way.through(three.breaker, () -> "the innermost"))))
                    .isTrue();
        }
        assertThat(three.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(three.breaker.snapshot().totals().rejected().values()).containsOnly(0L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotLetAnotherThreadRide(WayIn way) {
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.rejected(way));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRideOnceTheProbeIsBack(WayIn way) {
        Rig two = Rig.withProbes(HalfOpen.probes(2).concurrent(1).probeTimeout(Rig.LEASE));
        two.tripAndWait();
        two.call(way, Outcome.SUCCESS);
        Permit probe = two.breaker.acquire();
        two.rejected(way);
        probe.success();
        assertThat(two.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRideOnAPermitThatRunsNothingHere(WayIn way) throws Exception {
        rig.tripAndWait();
        Permit probe = rig.breaker.acquire();
        rig.rejected(way);
        probe.run(() -> assertThat(way.through(rig.breaker, () -> "rides")).isEqualTo("rides"));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeACallOfItsOwnWhereCallsAreCounted(WayIn way) throws Exception {
        way.through(rig.breaker, () -> way.through(rig.breaker, () -> "inner"));
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(2);

        rig.tripAndWait();
        way.through(rig.breaker, () -> {
            rig.breaker.reset("closed under its hands");
            return way.through(rig.breaker, () -> "inner");
        });
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(3);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @Test
    void shouldRideInShadowModeToo() {
        rig.breaker.metricsOnly("a trial");
        rig.breaker.acquire().failure();
        rig.advance(Rig.WAIT);
        rig.breaker.run(() -> rig.breaker.run(() -> {}));
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().wouldReject()).isZero();
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldNotLetAnotherBreakerRide() {
        Rig other = new Rig(config -> config);
        other.trip();
        rig.tripAndWait();
        rig.breaker.run(() -> other.rejected(WayIn.CALL));
    }
}
