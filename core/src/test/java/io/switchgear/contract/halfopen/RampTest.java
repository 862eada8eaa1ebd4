// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** After the probes a ramp may follow: it counts as the closed state does, may trip, and ends by itself. */
@Tag("C33")
class RampTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    @Test
    void shouldReadHalfOpenUntilItEnds() {
        Rig rig = ramping(config -> config);
        for (int tenth = 0; tenth < 10; tenth++) {
            Snapshot snapshot = rig.breaker.snapshot();
            assertThat(snapshot.state()).isEqualTo(State.HALF_OPEN);
            assertThat(snapshot.rampShare().orElseThrow()).isCloseTo(0.1 + 0.09 * tenth, within(1e-9));
            assertThat(snapshot.probes()).isEmpty();
            assertThat(snapshot.nextProbeIn()).isEmpty();
            assertThat(snapshot.inStateFor()).isEqualTo(LENGTH.dividedBy(10).multipliedBy(tenth));
            rig.advance(LENGTH.dividedBy(10));
        }
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().rampShare()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C51")
    void shouldTellThatItBeginsAndEnds(WayIn way) {
        Rig rig = new Rig(config -> config.ramp(Ramp.over(LENGTH)));
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        rig.advance(LENGTH);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.changes).extracting(StateChange::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rig.changes.get(2).reason()).contains("1 of 1 probes succeeded", "ramping up over 100 s");
        assertThat(rig.changes.get(3).reason()).isEqualTo("the ramp of 100 s is over");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C22")
    void shouldEndWithTheNextCallAndDateThatWhenItFellDue(WayIn way) {
        Rig rig = ramping(config -> config);
        rig.advance(LENGTH.plusHours(1));
        assertThat(rig.breaker.state()).as("while nobody calls").isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().rampShare()).hasValue(1);
        rig.call(way, Outcome.SUCCESS, () -> assertThat(rig.breaker.state()).isEqualTo(State.CLOSED));
        assertThat(rig.changes.get(3).at()).isEqualTo(atSecond(110));
        assertThat(rig.breaker.snapshot().inStateFor()).isEqualTo(Duration.ofHours(1));
        assertThat(rig.breaker.snapshot().metrics().successes())
                .as("that call belongs to the closed phase")
                .isEqualTo(1);
    }

    @Test
    void shouldLetEveryCallInFromItsVeryEndOn() {
        Rig rig = ramping(config -> config);
        rig.advance(LENGTH.minus(Rig.TICK));
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        rig.advance(Rig.TICK);
        for (int i = 0; i < 100; i++) {
            rig.call(WayIn.CALL, Outcome.SUCCESS);
        }
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().metrics().calls()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReopenWhenTheRuleTripsAndWaitForAsLongAsBefore(WayIn way) {
        Rig rig = ramping(config -> config.openFor(
                Backoff.exponential(Rig.WAIT).upTo(Duration.ofMinutes(10)).jitter(0)));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.HALF_OPEN, State.OPEN);
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
        assertThat(rig.changes.get(3).rule()).contains(TripRule.failureCount(1));

        rig.advance(Rig.WAIT);
        rig.breaker.acquire().success();
        rig.advance(LENGTH.minus(Rig.TICK));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.snapshot().consecutiveOpenings())
                .as("however long the ramp went well")
                .isEqualTo(1);
    }

    @Test
    @Tag("C12")
    void shouldHaveAFreshWindowUnderTheSameRules() {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.failureRate(0.5).minimumCalls(4))
                .ramp(Ramp.over(LENGTH).from(1)));
        Script script = new Script(WayIn.CALL, rig.breaker, rig.ticker);
        script.play("SFFF").pass(Rig.WAIT).play("S");
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        script.play("SFF");
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().metrics().failures()).isEqualTo(2);
        script.play("I S");
        assertThat(rig.breaker.state()).as("the call that fills the minimum").isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().lastTrip().orElseThrow().metrics().calls())
                .isEqualTo(4);
    }

    @Test
    void shouldLeaveAFreshWindowToTheClosedState() {
        Rig rig = ramping(config -> config.tripWhen(TripRule.failureCount(2)));
        rig.call(WayIn.CALL, Outcome.FAILURE);
        rig.advance(LENGTH);
        rig.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().metrics().failures()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().metrics().consecutiveFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    @Tag("C1")
    void shouldOnlyCountProbesThatReturnDuringTheRampAsLate(WayIn way, Outcome outcome) {
        Rig rig = new Rig(
                config -> config.halfOpen(HalfOpen.probes(2).required(1)).ramp(Ramp.over(LENGTH)));
        rig.tripAndWait();
        rig.call(way, outcome, () -> {
            rig.breaker.acquire().success();
            assertThat(rig.breaker.snapshot().rampShare()).hasValue(0.1);
        });
        assertThat(rig.breaker.snapshot().rampShare()).hasValue(0.1);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    @Tag("C1")
    void shouldOnlyCountCallsThatReturnAfterItsEndAsLate(WayIn way, Outcome outcome) {
        Rig rig = ramping(config -> config);
        rig.call(way, outcome, () -> {
            rig.advance(LENGTH);
            rig.call(WayIn.CALL, Outcome.SUCCESS);
        });
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().metrics().calls()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @Test
    @Tag("C21")
    void shouldRejectWithAReasonOfItsOwn() {
        Rig rig = ramping(config -> config);
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        rig.advance(Duration.ofSeconds(2));
        CallNotPermittedException rejection = rig.rejected(WayIn.CALL);
        assertThat(rejection.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.RAMP);
        assertThat(rejection.since()).isEqualTo(atSecond(10));
        assertThat(rejection.retryAfter()).contains(Duration.ZERO);
        assertThat(rejection)
                .hasMessage(
                        "payments has been HALF_OPEN for 2 s: ramping up, this call was not let in; reason for opening: "
                                + "failures 1 of the last 1 call >= 1, last: a failure without an exception; "
                                + "the next call may pass");
        assertThat(rig.breaker.snapshot().totals().rejected()).containsEntry(RejectionReason.RAMP, 1L);
        assertThat(rig.breaker.attempt(() -> "in vain")).isInstanceOf(Attempt.Rejected.class);
    }

    @Test
    @Tag("C40")
    void shouldEndByAReset() {
        Rig rig = ramping(config -> config);
        rig.breaker.reset("the caches are warm");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        rig.advance(LENGTH.multipliedBy(2));
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    void shouldBeAStepWhenItIsOff() {
        Rig rig = new Rig(config -> config.ramp(Ramp.off()));
        rig.tripAndWait();
        rig.breaker.acquire().success();
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    @Tag("C60")
    void shouldRefuseRampsThatMakeNoSense() {
        for (double share : new double[] {0, -0.1, 1.01, 10, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertWrong(Ramp.over(LENGTH).from(share), "ramp: from(" + share + ") must be above 0 and at most 1");
        }
        assertWrong(Ramp.over(LENGTH.negated()), "ramp: over(PT-1M-40S) must be more than zero");
        assertWrong(Ramp.over(Duration.ofDays(36_501)), "at most 36500 days");
        assertWrong(Ramp.over(null), "ramp: over(null) must not be null");
        assertWrong(null, "ramp(null) must not be null");
    }

    private static void assertWrong(Ramp ramp, String message) {
        assertThatThrownBy(() -> CircuitBreaker.of("wrong", config -> config.ramp(ramp)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Instant atSecond(int second) {
        return Rig.START.plusSeconds(second);
    }

    /** A breaker whose probe has just succeeded, ten seconds after the start. */
    private static Rig ramping(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        Rig rig = new Rig(config -> settings.apply(config.ramp(Ramp.over(LENGTH))));
        rig.breaker.acquire().failure();
        if (rig.breaker.state() == State.CLOSED) {
            rig.breaker.acquire().failure();
        }
        rig.advance(Rig.WAIT);
        rig.breaker.acquire().success();
        return rig;
    }
}
