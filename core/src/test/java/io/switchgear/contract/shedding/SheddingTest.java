// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.shedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Health;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Shedding;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A breaker that sheds rejects a share in place of opening, as large as the excess of failures over its threshold. */
@Tag("C42")
class SheddingTest {
    private static final Duration STEP = Duration.ofMillis(10);

    @ParameterizedTest
    @EnumSource
    void shouldShedTheExcessOfFailuresOverItsThreshold(WayIn way) {
        Rig rig = shedding(config -> config);
        fail(rig, way, 100, 75);
        assertThat(rig.breaker.state()).isEqualTo(State.SHEDDING);
        assertThat(share(rig)).as("1 - 0.25 / 0.5").isCloseTo(0.5, within(0.05));
        assertThat(rig.path()).as("no change a step").containsExactly(State.SHEDDING);
    }

    @ParameterizedTest
    @EnumSource(names = "TRY_ACQUIRE", mode = EnumSource.Mode.EXCLUDE) // takes two turns when it is rejected
    void shouldShedEvenlyNotByLuck(WayIn way) {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 100, 75);
        int passed = 0;
        for (int i = 0; i < 10; i++) {
            passed += passes(rig, way, i % 4 != 0) ? 1 : 0;
        }
        assertThat(passed).isBetween(4, 6);
    }

    @Test
    void shouldShedNothingWhereFailuresStayBelowTheThreshold() {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 2_000, 49);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().rejected().values()).allMatch(count -> count == 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldShedAsMuchAsMayBeAfterARunOfFailures(WayIn way) {
        Rig rig = shedding(config -> config.tripWhen(
                TripRule.anyOf(TripRule.failureRate(0.5).minimumCalls(100), TripRule.consecutiveFailures(5))));
        fail(rig, way, 5, 100);
        assertThat(rig.breaker.state()).isEqualTo(State.SHEDDING);
        assertThat(share(rig)).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldForgetResultsThatARunOfFailuresOutdates() {
        Rig rig = shedding(config -> config.tripWhen(
                TripRule.anyOf(TripRule.failureRate(0.5).minimumCalls(10), TripRule.consecutiveFailures(20))));
        fail(rig, WayIn.CALL, 100, 55);
        assertThat(share(rig)).isLessThan(0.3);
        fail(rig, WayIn.CALL, 200, 100);
        assertThat(share(rig)).isCloseTo(1, within(1e-9));
        assertThat(rig.breaker.snapshot().metrics().successes()).isZero();
    }

    @Test
    void shouldFallNoFasterThanItMayAndThenClose() {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 400, 100);
        assertThat(share(rig)).isCloseTo(1, within(0.01));
        while (!passes(rig, WayIn.CALL, true)) {
            rig.advance(STEP);
        }
        double before = share(rig);
        succeedFor(rig, Duration.ofSeconds(3));
        assertThat(share(rig)).as("3 of 7 s").isBetween(before - 0.45, before - 0.3);
        succeedFor(rig, Duration.ofSeconds(20));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.path()).containsExactly(State.SHEDDING, State.CLOSED);
        assertThat(rig.changes.get(1).kind()).isEqualTo(StateChange.Kind.SHEDDING_OVER);
        assertThat(rig.changes.get(1).reason()).isEqualTo("nothing was shed for 5 s");
        assertThat(rig.breaker.snapshot().shedShare()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "TRY_ACQUIRE", mode = EnumSource.Mode.EXCLUDE) // takes two turns when it is rejected
    void shouldLetOneCallPassWhenNothingWasHeardForTheTrickle(WayIn way) {
        Backoff pauses = Backoff.exponential(Duration.ofSeconds(3)).factor(2).jitter(0);
        Rig rig = shedding(config -> config.shedding(Shedding.excess().trickle(pauses)));
        fail(rig, WayIn.CALL, 400, 100);
        rig.advance(Duration.ofMinutes(1));
        assertThat(passes(rig, way, true)).isTrue();
        while (!passes(rig, way, false)) {} // until its turn has come: it comes again after five calls
        rig.advance(Duration.ofSeconds(3).minus(Rig.TICK));
        assertThat(passes(rig, way, false)).isFalse();
        rig.advance(Rig.TICK);
        assertThat(passes(rig, way, false)).as("3 s after the last").isTrue();
        rig.advance(Duration.ofSeconds(6).minus(Rig.TICK));
        assertThat(passes(rig, way, false)).isFalse();
        rig.advance(Rig.TICK);
        assertThat(passes(rig, way, true)).as("6 s after that").isTrue();
        rig.advance(Duration.ofSeconds(3));
        assertThat(passes(rig, way, true)).as("a success brings the 3 s back").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellHowMuchItShedsAndWhy(WayIn way) {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 100, 75);
        while (passes(rig, WayIn.CALL, true)) {}
        CallNotPermittedException rejection = firstRejection(rig, way);
        assertThat(rejection.state()).isEqualTo(State.SHEDDING);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.SHED);
        assertThat(rejection.retryAfter()).contains(Duration.ZERO);
        assertThat(rejection.getMessage())
                .matches(
                        "payments has been SHEDDING for .*: [0-9.]+ % of the calls are rejected, [0-9]+ of [0-9]+ failed in 5 s; "
                                + "reason for shedding: failure rate [0-9.]+ % .*; the next call may pass");
    }

    @Test
    @Tag("C71")
    void shouldBeDegradedWhileItSheds() {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 100, 75);
        Health health = rig.breaker.health();
        assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(health.reason()).matches("SHEDDING for .*, rejecting [0-9.]+ % of the calls: failure rate .*");
        assertThat(rig.breaker.snapshot().toMap())
                .containsEntry("state", "SHEDDING")
                .containsKey("shedShare");
    }

    @Test
    @Tag("C40")
    void shouldOpenByHandWithProbesAsBefore() {
        Rig rig = shedding(config -> config);
        rig.breaker.open(Duration.ofSeconds(1), "for a test");
        rig.advance(Duration.ofSeconds(1));
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    @Tag("C62")
    void shouldGoOnAsItBeganWhenItIsSwitchedOff() {
        Rig rig = shedding(config -> config);
        fail(rig, WayIn.CALL, 100, 75);
        double before = share(rig);
        rig.breaker.reconfigure(
                rig.breaker.config().toBuilder().shedding(Shedding.off()).build());
        assertThat(share(rig)).isEqualTo(before);
        succeedFor(rig, Duration.ofSeconds(30));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        fail(rig, WayIn.CALL, 100, 75);
        assertThat(rig.breaker.state()).as("the next trip").isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C40")
    void shouldCountInShadowModeWhatItWouldHaveShed() {
        Rig rig = shedding(config -> config);
        rig.breaker.metricsOnly("to see");
        fail(rig, WayIn.CALL, 400, 75);
        Snapshot snapshot = rig.breaker.snapshot();
        assertThat(snapshot.wouldBe()).contains(State.SHEDDING);
        assertThat(snapshot.totals().wouldReject()).isPositive();
        assertThat(snapshot.shedShare().orElseThrow()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void shouldShedByTheRateOfSlowCallsToo() {
        Rig rig = shedding(config -> config.slowCallsOver(Duration.ofMillis(1))
                .tripWhen(TripRule.anyOf(
                        TripRule.failureRate(0.5).minimumCalls(10),
                        TripRule.slowCallRate(0.5).minimumCalls(10))));
        for (int i = 0; i < 200; i++) {
            Duration takes = i % 4 == 0 ? Duration.ZERO : Duration.ofMillis(2);
            rig.breaker.tryAcquire().ifPresent(permit -> {
                rig.advance(takes);
                permit.success();
            });
            rig.advance(STEP);
        }
        assertThat(share(rig)).isCloseTo(0.5, within(0.1));
    }

    @Test
    void shouldTakeItsThresholdFromHalfOfTheCallsWhereNoRuleHasARate() {
        Rig rig = shedding(config -> config.tripWhen(TripRule.failureCount(30)));
        fail(rig, WayIn.CALL, 40, 75);
        assertThat(rig.breaker.state()).isEqualTo(State.SHEDDING);
        assertThat(share(rig)).as("at the trip").isCloseTo(1, within(1e-9));
    }

    @Test
    @Tag("C60")
    void shouldTakePausesOfTheUsersOwn() {
        Backoff pauses = Backoff.of(attempt -> Duration.ofSeconds(attempt));
        assertThat(shedding(config -> config.shedding(Shedding.excess().trickle(pauses)))
                        .breaker
                        .config()
                        .shedding()
                        .trickle())
                .isEqualTo(pauses);
    }

    private static Rig shedding(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new Rig(config ->
                settings.apply(config.tripWhen(TripRule.failureRate(0.5).minimumCalls(10))
                        .random(Rig.LOWEST) // no jitter
                        .shedding(Shedding.excess())));
    }

    private static double share(Rig rig) {
        return rig.breaker.snapshot().shedShare().orElseThrow();
    }

    /** So many calls come, one each 10 ms; of a hundred that pass so many fail. */
    private static void fail(Rig rig, WayIn way, int calls, int percent) {
        int due = 0;
        for (int i = 0; i < calls; i++) {
            boolean fails = due + percent >= 100;
            if (passes(rig, way, !fails)) {
                due += percent - (fails ? 100 : 0);
            }
            rig.advance(STEP);
        }
    }

    private static void succeedFor(Rig rig, Duration time) {
        for (long left = time.toMillis(); left > 0; left -= STEP.toMillis()) {
            passes(rig, WayIn.CALL, true);
            rig.advance(STEP);
        }
    }

    private static boolean passes(Rig rig, WayIn way, boolean succeeds) {
        try {
            rig.call(way, succeeds ? Outcome.SUCCESS : Outcome.FAILURE);
            return true;
        } catch (CallNotPermittedException shed) {
            return false;
        }
    }

    private static CallNotPermittedException firstRejection(Rig rig, WayIn way) {
        for (; ; ) {
            try {
                rig.call(way, Outcome.FAILURE);
            } catch (CallNotPermittedException shed) {
                return shed;
            }
        }
    }
}
