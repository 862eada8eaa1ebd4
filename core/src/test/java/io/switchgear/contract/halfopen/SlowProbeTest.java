// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A slow probe is a failure where a slow-call rule exists, and only there. */
@Tag("C30")
@Tag("C4")
class SlowProbeTest {
    private static final Duration THRESHOLD = Duration.ofMillis(800);
    private static final Duration TOO_LONG = THRESHOLD.plus(Rig.TICK);
    private static final TripRule SLOW = TripRule.slowCallRate(1).minimumCalls(100);
    private static final TripRule FAILED = TripRule.failureCount(1);

    private static Rig rig(TripRule rule) {
        return new Rig(config -> config.tripWhen(rule).slowCallsOver(THRESHOLD).ignoreAbandonedCalls());
    }

    static Stream<Arguments> waysAndRules() {
        return Stream.of(WayIn.values())
                .flatMap(way -> Stream.of(
                                TripRule.anyOf(FAILED, SLOW),
                                TripRule.anyOf(FAILED, TripRule.allOf(FAILED, TripRule.anyOf(SLOW))))
                        .map(rule -> Arguments.of(way, rule)));
    }

    @ParameterizedTest
    @MethodSource("waysAndRules")
    void shouldOpenAgainByASuccessThatTookLongerThanTheThreshold(WayIn way, TripRule rule) {
        Rig rig = rig(rule);
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(TOO_LONG));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.changes.get(2).reason()).contains("slower than 800 ms");

        Totals totals = rig.breaker.snapshot().totals();
        assertThat(totals.successes()).as("it came back as a success").isEqualTo(1);
        assertThat(totals.slow()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("waysAndRules")
    void shouldCloseByASuccessThatTookExactlyTheThreshold(WayIn way, TripRule rule) {
        Rig rig = rig(rule);
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(THRESHOLD));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseByASlowSuccessWhereNoRuleLooksAtSlowness(WayIn way) {
        Rig rig = rig(FAILED);
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(TOO_LONG));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().slow()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseByALongSuccessWhereDurationsAreNotMeasured(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(Rig.LEASE.minus(Rig.TICK)));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().slow()).isZero();
    }

    @ParameterizedTest
    @MethodSource("waysAndRules")
    void shouldDecideNothingByAnIgnoredProbeHoweverSlow(WayIn way, TripRule rule) {
        Rig rig = rig(rule);
        rig.tripAndWait();
        rig.call(way, Outcome.IGNORED, () -> rig.advance(TOO_LONG));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().totals().slow()).isZero();
    }

    @ParameterizedTest
    @MethodSource("waysAndRules")
    void shouldCountASlowFailureOnce(WayIn way, TripRule rule) {
        Rig rig = rig(rule);
        rig.tripAndWait();
        rig.call(way, Outcome.FAILURE, () -> rig.advance(TOO_LONG));
        assertThat(rig.changes.get(2).metrics().failures()).isEqualTo(1);
        assertThat(rig.changes.get(2).metrics().slowCalls()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(2);
    }
}
