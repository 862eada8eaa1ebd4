// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the other side asks for (like Retry-After) makes the wait longer, and nothing else. */
@Tag("C20")
class RetryHintTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Says how long to stay away. */
    private static final class Busy extends IOException {
        private static final long serialVersionUID = 1;
        private final transient @Nullable Duration after;

        Busy(@Nullable Duration after) {
            super("busy");
            this.after = after;
        }
    }

    /** Says so too, but is ignored. */
    private static final class Throttled extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static Rig rig(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new Rig(config -> settings.apply(config.tripWhen(TripRule.failureCount(3))
                .classify(Classifier.ignore(Throttled.class))
                .retryHint((result, thrown) ->
                        thrown instanceof Busy busy ? busy.after : thrown instanceof Throttled ? MINUTE : null)));
    }

    private final Rig rig = rig(config -> config);

    @ParameterizedTest
    @EnumSource
    void shouldWaitAsLongAsTheTrippingFailureAsks(WayIn way) {
        fail(way, null);
        fail(way, null);
        fail(way, MINUTE);
        assertThat(rig.waitAhead()).isEqualTo(MINUTE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotWaitShorterThanTheBackoff(WayIn way) {
        failThrice(rig, way, Rig.WAIT.minusSeconds(1));
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowTheNewestHintAlsoWhenItIsTheShorter(WayIn way) {
        fail(way, MINUTE);
        fail(way, null);
        fail(way, Duration.ofSeconds(20));
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForWhatIsLeftOfAnOlderHint(WayIn way) {
        fail(way, MINUTE);
        rig.advance(Duration.ofSeconds(25));
        fail(way, null);
        fail(way, null);
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofSeconds(35));
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetAHintThatIsOver(WayIn way) {
        fail(way, MINUTE);
        rig.advance(MINUTE);
        fail(way, null);
        fail(way, null);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTripByAHintAlone(WayIn way) {
        fail(way, Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            rig.callThrowing(way, new Throttled(), () -> {});
        }
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.changes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowTheHintOfAnIgnoredCallAtTheNextTrip(WayIn way) {
        rig.callThrowing(way, new Throttled(), () -> {});
        failThrice(rig, way, null);
        assertThat(rig.waitAhead()).isEqualTo(MINUTE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCutHintsToTenMinutesByDefault(WayIn way) {
        failThrice(rig, way, Duration.ofHours(5));
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCutHintsToWhatTheConfigurationSays(WayIn way) {
        for (Duration most : new Duration[] {Duration.ofSeconds(15), Duration.ofHours(2)}) {
            Rig capped = rig(config -> config.maxHint(most));
            failThrice(capped, way, Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(capped.waitAhead()).isEqualTo(most);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowNoHintWhereTheyAreCutToZero(WayIn way) {
        Rig deaf = rig(config -> config.maxHint(Duration.ZERO));
        failThrice(deaf, way, Duration.ofMinutes(5));
        assertThat(deaf.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStretchTheHintByUpToTheJitter(WayIn way) {
        Backoff jittered = Backoff.exponential(Rig.WAIT).jitter(0.5);
        Rig lowest = rig(config -> config.openFor(jittered).random(Rig.LOWEST));
        failThrice(lowest, way, MINUTE);
        assertThat(lowest.waitAhead()).isEqualTo(MINUTE);

        Rig highest = rig(config -> config.openFor(jittered).random(Rig.HIGHEST));
        failThrice(highest, way, MINUTE);
        assertThat(highest.waitAhead())
                .isBetween(Duration.ofSeconds(90).minusMillis(1), Duration.ofSeconds(90))
                .isGreaterThan(MINUTE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowTheHintOfAFailingProbe(WayIn way) {
        failThrice(rig, way, null);
        rig.advance(Rig.WAIT);
        fail(way, MINUTE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.waitAhead()).isEqualTo(MINUTE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowTheHintOfAnIgnoredProbeAtTheReOpening(WayIn way) {
        failThrice(rig, way, null);
        rig.advance(Rig.WAIT);
        rig.callThrowing(way, new Throttled(), () -> {});
        rig.advance(Duration.ofSeconds(10));
        fail(way, null);
        assertThat(rig.waitAhead()).isEqualTo(Duration.ofSeconds(50));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFollowAProbesHintFromTheExpiryOfAnotherOn(WayIn way) {
        Rig two = rig(config -> config.halfOpen(HalfOpen.probes(3).probeTimeout(Rig.LEASE)));
        failThrice(two, way, null);
        two.advance(Rig.WAIT);
        two.breaker.acquire();
        two.callThrowing(way, new Throttled(), () -> {});
        two.advance(Rig.LEASE.plusSeconds(5));
        assertThat(two.rejected(way).retryAfter())
                .contains(MINUTE.minus(Rig.LEASE).minusSeconds(5));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotProlongAnOpenWaitByTheHintOfALateResult(WayIn way) {
        rig.callThrowing(way, new Busy(MINUTE), () -> failThrice(rig, way, null));
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
        rig.advance(Rig.WAIT);
        fail(way, null);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldGiveTheHintFunctionWhatHappenedToBadCallsOnly(WayIn way, Outcome outcome) {
        Rig counting = new Rig(config -> config.retryHint((result, thrown) -> {
            assertThat(thrown).as("what the hint function gets").isNotNull();
            return null;
        }));
        counting.call(way, outcome);
        assertThat(counting.breaker.snapshot().userCodeFailures()).isZero();
    }

    private void fail(WayIn way, @Nullable Duration hint) {
        rig.callThrowing(way, new Busy(hint), () -> {});
    }

    private static void failThrice(Rig rig, WayIn way, @Nullable Duration hint) {
        for (int i = 0; i < 3; i++) {
            rig.callThrowing(way, new Busy(hint), () -> {});
        }
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }
}
