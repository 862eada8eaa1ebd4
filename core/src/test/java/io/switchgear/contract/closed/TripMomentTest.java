// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static io.switchgear.trip.TripRule.allOf;
import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureCount;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static io.switchgear.trip.TripRule.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** First a call is counted, then the rules are asked; the breaker opens on the very call that crosses. */
@Tag("C12")
class TripMomentTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @EnumSource
    void shouldOpenOnTheVeryCallThatCrosses(WayIn way) {
        assertOpensOnTheLast(way, failureRate(0.5).minimumCalls(4), "SSFF");
        assertOpensOnTheLast(way, failureRate(0.5).minimumCalls(5), "SSS FFF");
        assertOpensOnTheLast(way, failureRate(1.0).minimumCalls(3), "FFF");
        assertOpensOnTheLast(way, failureRate(0.5).minimumCalls(1), "F");
        assertOpensOnTheLast(way, failureRate(0.1).minimumCalls(10), "SSSSS SSSSF");
        assertOpensOnTheLast(way, failureCount(3), "SFSSFSSF");
        assertOpensOnTheLast(way, consecutiveFailures(3), "FFSFFSFFF");
        assertOpensOnTheLast(way, slowCallRate(0.5).minimumCalls(4), "SSss");
        assertOpensOnTheLast(way, slowCallRate(0.5).minimumCalls(4), "SSSSsfsf");
        assertOpensOnTheLast(way, slowCallRate(0.5).minimumCalls(4), "FFff");
        assertOpensOnTheLast(way, anyOf(failureCount(4), consecutiveFailures(2)), "FSFSFF");
        assertOpensOnTheLast(way, allOf(failureCount(4), consecutiveFailures(2)), "FSFSFF");
        assertOpensOnTheLast(way, allOf(failureCount(2), anyOf(failureCount(9), consecutiveFailures(3))), "FSFSFFF");
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenOnASuccessThatReachesTheMinimum(WayIn way) {
        assertOpensOnTheLast(way, failureRate(0.75).minimumCalls(4), "FFFS");
        assertOpensOnTheLast(way, failureRate(0.5).minimumCalls(4), "FIFISIS");
        assertOpensOnTheLast(way, allOf(failureRate(0.75).minimumCalls(4), failureCount(3)), "FFFS");
        assertOpensOnTheLast(way, anyOf(failureRate(0.75).minimumCalls(4), failureCount(9)), "FFFS");
        assertOpensOnTheLast(
                way, anyOf(failureRate(0.9).minimumCalls(2), failureRate(0.6).minimumCalls(5)), "SFFFS");
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayClosedBelowTheMinimum(WayIn way) {
        CircuitBreaker breaker = breaker(failureRate(0.01).minimumCalls(5));

        new Script(way, breaker, ticker).play("FFFF IIIII");

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotOpenAsTimePassesNorOnASuccessAfterwards(WayIn way) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "idle", c -> c.tripWhen(failureRate(0.5).minimumCalls(4)).ticker(ticker));
        Script script = new Script(way, breaker, ticker)
                .play("SSSSSS")
                .pass(Duration.ofSeconds(5))
                .play("FFFF")
                .pass(Duration.ofSeconds(5));
        assertThat(breaker.snapshot().metrics().failureRate())
                .as("the old successes have left")
                .hasValue(1.0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        script.play("SSII");
        assertThat(breaker.snapshot().metrics().failureRate().orElseThrow()).isGreaterThan(0.5);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        script.play("F");
        assertThat(breaker.state()).as("a failure asks again").isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotWarmUpAgainWhenTheWindowHasRunEmpty(WayIn way) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "idle", c -> c.tripWhen(failureRate(0.5).minimumCalls(4)).ticker(ticker));
        Script script = new Script(way, breaker, ticker)
                .play("SSSS")
                .pass(Duration.ofSeconds(20))
                .play("FF SS");
        assertThat(breaker.snapshot().metrics().failureRate()).hasValue(0.5);
        assertThat(breaker.state()).as("the minimum has been held before").isEqualTo(State.CLOSED);

        script.play("F");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskOnBadCallsAndOnAnyUntilTheMinimumWasHeld(WayIn way) {
        Set<Long> askedAt = new TreeSet<>();
        CircuitBreaker breaker = breaker(when("notes", metrics -> {
                    askedAt.add(metrics.calls());
                    return false;
                })
                .minimumCalls(3));

        new Script(way, breaker, ticker).play("F S S S I S F s S f S");

        assertThat(askedAt).as("sizes of the window, the call included").containsExactly(3L, 6L, 7L, 9L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotOpenOnASuccessOrAnIgnoredCallOnceTheMinimumWasHeld(WayIn way) {
        AtomicBoolean tripping = new AtomicBoolean();
        TripRule switched = when("switched", metrics -> tripping.get()).minimumCalls(3);
        for (TripRule rule :
                new TripRule[] {switched, anyOf(when("later", m -> false).minimumCalls(9), switched)}) {
            for (String bad : new String[] {"F", "s", "f"}) {
                tripping.set(false);
                CircuitBreaker breaker = breaker(rule);
                Script script = new Script(way, breaker, ticker).play("SFS");
                tripping.set(true);
                script.play("SSISI");
                assertThat(breaker.state()).isEqualTo(State.CLOSED);
                script.play(bad);
                assertThat(breaker.state()).isEqualTo(State.OPEN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWarmUpAgainAfterEachClosing(WayIn way) {
        CircuitBreaker breaker = breaker(failureRate(0.75).minimumCalls(4));
        Script script = new Script(way, breaker, ticker);

        for (int round = 0; round < 3; round++) {
            script.play("FFF");
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            script.play("S");
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            script.pass(WAIT).play("SS");
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(breaker.snapshot().metrics().calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotOpenByLooking(WayIn way) {
        AtomicBoolean tripping = new AtomicBoolean();
        CircuitBreaker breaker = breaker(when("switched", metrics -> tripping.get()));
        new Script(way, breaker, ticker).play("FFF");

        tripping.set(true);
        breaker.snapshot().toMap();
        breaker.state();

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheRuleTheCallThatIsJustCounted(WayIn way) {
        CircuitBreaker breaker = breaker(when(
                "all",
                metrics -> metrics.failures() == 1
                        && metrics.successes() == 1
                        && metrics.slowCalls() == 1
                        && metrics.consecutiveFailures() == 1
                        && metrics.inFlight() == 0
                        && metrics.lastFailure().orElseThrow().description().equals("java.io.IOException: broken")));

        new Script(way, breaker, ticker).play("S f");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    /** Opens on the last outcome and on none before. */
    private void assertOpensOnTheLast(WayIn way, TripRule rule, String outcomes) {
        CircuitBreaker breaker = breaker(rule);
        Script script = new Script(way, breaker, ticker);
        script.play(outcomes.substring(0, outcomes.length() - 1));
        assertThat(breaker.state())
                .as("%s before the end of %s", rule, outcomes)
                .isEqualTo(State.CLOSED);

        script.play(outcomes.substring(outcomes.length() - 1));
        assertThat(breaker.state()).as("%s after %s", rule, outcomes).isEqualTo(State.OPEN);
    }

    private CircuitBreaker breaker(TripRule rule) {
        return CircuitBreaker.of(
                "moment",
                c -> c.window(Window.lastCalls(20))
                        .tripWhen(rule)
                        .slowCallsOver(Script.SLOW_OVER)
                        .openFor(Backoff.fixed(WAIT))
                        .ticker(ticker));
    }
}
