// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.StuckCalls;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that hang complete nothing, so no rate sees them: the rule about stuck calls does, when calls ask to come in. */
@Tag("C11")
class StuckCallsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TENTH = LIMIT.dividedBy(10);
    private static final StuckCalls THREE = TripRule.stuckCalls(3, LIMIT);

    private final Rig rig = new Rig(config -> config.tripWhen(THREE));

    @ParameterizedTest
    @EnumSource
    void shouldOpenByHungCallsAloneAndRejectTheVeryCallThatFindsThem(WayIn way) {
        hang(way, 3, () -> {
            rig.advance(LIMIT.plus(TENTH));
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);

            assertThat(rig.rejected(way)).hasMessageContaining("calls out for longer than 10 s: 3 >= 3");
            assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
            assertThat(rig.changes).singleElement().satisfies(change -> {
                assertThat(change.rule()).contains(THREE);
                assertThat(change.metrics().stuckCalls()).isEqualTo(3);
                assertThat(change.metrics().inFlight()).isEqualTo(3);
                assertThat(change.metrics().calls()).isZero();
            });
        });
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(3);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayClosedForFewerThanThat(WayIn way) {
        hang(way, 2, () -> {
            rig.advance(LIMIT.multipliedBy(100));
            rig.call(way, Outcome.SUCCESS);
            assertThat(rig.breaker.snapshot().metrics().stuckCalls()).isEqualTo(2);
        });
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldSeeAgesToWithinATenthAndLookEveryTenth() {
        for (int offset = 0; offset < 20; offset++) {
            Rig each = new Rig(config -> config.tripWhen(TripRule.stuckCalls(1, LIMIT)));
            each.advance(TENTH.multipliedBy(offset).dividedBy(7));
            each.breaker.acquire();
            Duration step = TENTH.dividedBy(25);
            Duration age = Duration.ZERO;
            while (each.breaker.tryAcquire().map(Permit::success).isPresent()) {
                each.advance(step);
                age = age.plus(step);
            }
            assertThat(age)
                    .as("age of the call when it was found, having begun at %d/7 of a tenth", offset)
                    .isGreaterThan(LIMIT)
                    .isLessThanOrEqualTo(LIMIT.plus(TENTH.multipliedBy(2)));
        }
    }

    @Test
    @Tag("C12")
    void shouldAskAtMostOncePerTenthAndOnlyWhenCallsComeIn() {
        AtomicInteger asked = new AtomicInteger();
        TripRule spy = TripRule.when("spy", metrics -> asked.incrementAndGet() < 0);
        Rig spied = new Rig(config -> config.tripWhen(TripRule.allOf(spy, TripRule.stuckCalls(1, LIMIT))));
        spied.call(WayIn.CALL, Outcome.SUCCESS);
        Permit hung = spied.breaker.acquire();
        for (int i = 0; i < 1_000; i++) {
            spied.advance(TENTH.dividedBy(100));
            spied.call(WayIn.CALL, i % 2 == 0 ? Outcome.SUCCESS : Outcome.FAILURE);
        }
        assertThat(asked).as("times in ten tenths").hasValue(10);

        spied.advance(LIMIT);
        hung.failure();
        assertThat(asked)
                .as("times at most, a result being no call that comes in")
                .hasValue(10);
    }

    @Test
    @Tag("C12")
    void shouldNotOpenByReadingOrByResults() {
        List<Permit> hung = rig.acquire(5);
        rig.advance(LIMIT.multipliedBy(2));
        assertThat(rig.breaker.snapshot().metrics().stuckCalls()).isEqualTo(5);
        hung.get(0).failure();
        hung.get(1).success();
        assertThat(rig.breaker.snapshot().metrics().stuckCalls()).isEqualTo(3);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        rig.rejected(WayIn.CALL);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void shouldForgetCallsThatReturn(Outcome end) {
        Rig patient = new Rig(config -> config.tripWhen(TripRule.anyOf(THREE, TripRule.failureCount(90))));
        for (int round = 0; round < 20; round++) {
            List<Permit> out = patient.acquire(3);
            patient.advance(LIMIT.minus(TENTH));
            settle(out.get(round % 3), end);
            patient.advance(LIMIT);
            patient.breaker.acquire().success();
            assertThat(patient.breaker.snapshot().metrics().stuckCalls()).isEqualTo(2);
            out.forEach(permit -> settle(permit, end));
            assertThat(patient.breaker.snapshot().metrics().stuckCalls()).isZero();
        }
        assertThat(patient.breaker.snapshot().totals().ignored()).isEqualTo(end == Outcome.IGNORED ? 60 : 0);
    }

    @Test
    void shouldCountAllThatHangWheneverTheyBegan() {
        for (int i = 0; i < 3; i++) {
            rig.breaker.acquire();
            rig.advance(TENTH.multipliedBy(2));
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        }
        rig.advance(LIMIT);
        for (int reads = 0; reads < 3; reads++) {
            assertThat(rig.breaker.snapshot().metrics().stuckCalls()).isEqualTo(3);
        }
        assertThat(rig.breaker.tryAcquire()).isEmpty();
    }

    @Test
    void shouldTripAsOneOfSeveralRules() {
        TripRule rules = TripRule.anyOf(
                TripRule.failureRate(0.5).minimumCalls(10), TripRule.anyOf(THREE, TripRule.consecutiveFailures(2)));
        Rig byAge = new Rig(config -> config.tripWhen(rules));
        byAge.acquire(3);
        byAge.advance(LIMIT.multipliedBy(2));
        assertThat(byAge.rejected(WayIn.CALL)).hasMessageContaining("calls out for longer than");

        Rig byRun = new Rig(config -> config.tripWhen(rules));
        byRun.acquire(3);
        byRun.call(WayIn.CALL, Outcome.FAILURE);
        byRun.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(byRun.rejected(WayIn.CALL)).hasMessageContaining("2 failures in a row");
    }

    @Test
    void shouldTripTogetherWithOtherRules() {
        TripRule both = TripRule.allOf(
                TripRule.stuckCalls(2, LIMIT), TripRule.failureRate(0.5).minimumCalls(2));
        Rig joint = new Rig(config -> config.tripWhen(both));
        joint.acquire(2);
        joint.advance(LIMIT.multipliedBy(2));
        joint.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(joint.breaker.state())
                .as("one call is not enough for a rate")
                .isEqualTo(State.CLOSED);
        joint.advance(TENTH);
        joint.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(joint.breaker.state()).as("asked when calls come in only").isEqualTo(State.CLOSED);
        joint.advance(TENTH);
        assertThat(joint.rejected(WayIn.CALL))
                .hasMessageContaining("calls out for longer than 10 s: 2 >= 2 and failure rate 100 %");

        Rig young = new Rig(config -> config.tripWhen(both));
        young.acquire(2);
        young.call(WayIn.CALL, Outcome.FAILURE);
        young.call(WayIn.CALL, Outcome.FAILURE);
        young.advance(LIMIT.minus(TENTH));
        young.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(young.breaker.state()).isEqualTo(State.CLOSED);
    }

    /** Lets calls in through one way, each inside the one before, and does something in the innermost. */
    private void hang(WayIn way, int calls, Runnable inside) {
        rig.call(way, Outcome.SUCCESS, calls == 1 ? inside : () -> hang(way, calls - 1, inside));
    }

    private static void settle(Permit permit, Outcome end) {
        switch (end) {
            case SUCCESS -> permit.success();
            case FAILURE -> permit.failure();
            default -> permit.ignore();
        }
    }
}
