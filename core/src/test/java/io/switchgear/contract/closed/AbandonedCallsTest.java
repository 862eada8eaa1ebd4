// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.closed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.model.LifeVerdict;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that is given up early says nothing; one that is given up late is evidence, in the run of failures alone. */
@Tag("C13")
class AbandonedCallsTest {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration LONGER = BOUND.plus(Rig.TICK);
    private static final TripRule NEVER = TripRule.when("never", metrics -> false);

    private final Rig rig = new Rig(config -> config.tripWhen(NEVER));

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreACallThatIsGivenUpWithinTheBound(WayIn way) {
        for (Duration early : List.of(Duration.ZERO, BOUND.minus(Rig.TICK), BOUND)) {
            rig.call(way, Outcome.IGNORED, () -> rig.advance(early));
        }
        assertThat(totals().ignored()).isEqualTo(3);
        assertThat(totals().abandoned()).isZero();
        assertThat(metrics().consecutiveFailures()).isZero();
        assertThat(metrics().lastFailure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountACallThatIsGivenUpBeyondTheBoundInTheRunAlone(WayIn way) {
        beMeasured(rig, way);
        long ignored = totals().ignored();
        rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
        rig.call(way, Outcome.IGNORED, () -> rig.advance(BOUND.multipliedBy(3)));
        assertThat(totals().abandoned()).isEqualTo(2);
        assertThat(totals().failures() + totals().slow() + totals().stale()).isZero();
        assertThat(totals().ignored()).isEqualTo(ignored);
        assertThat(totals().inFlight()).isZero();
        assertThat(metrics().calls()).as("in no window and in no rate").isZero();
        assertThat(metrics().consecutiveFailures()).isEqualTo(2);
        assertThat(metrics().consecutiveAbandoned()).isEqualTo(2);
        assertThat(metrics().consecutiveFailuresSpan()).isEqualTo(BOUND.multipliedBy(3));
        assertThat(metrics().lastFailure().orElseThrow().description()).isEqualTo("given up after 3 s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeOneRunOfFailuresAndAbandonedCallsThatASuccessEnds(WayIn way) {
        Rig three = new Rig(config -> config.tripWhen(TripRule.consecutiveFailures(3)));
        for (int round = 0; round < 3; round++) {
            beMeasured(three, way);
            three.call(way, Outcome.FAILURE);
            three.call(way, Outcome.IGNORED, () -> three.advance(LONGER));
            assertThat(three.breaker.snapshot().metrics().consecutiveFailures()).isEqualTo(2);
            three.call(way, Outcome.SUCCESS);
            assertThat(three.breaker.snapshot().metrics().consecutiveFailures()).isZero();
        }
        beMeasured(three, way);
        three.call(way, Outcome.FAILURE);
        three.call(way, Outcome.IGNORED, () -> three.advance(LONGER));
        assertThat(three.breaker.state()).isEqualTo(State.CLOSED);
        three.call(way, Outcome.IGNORED, () -> three.advance(LONGER));
        assertThat(three.breaker.state()).as("on the very call").isEqualTo(State.OPEN);
        assertThat(three.changes.get(0).reason())
                .contains("3 failures in a row", "2 of them given up after more than 1 s");
    }

    /** A plain call reads no clock as it begins, unless one was given up after an unknown time and no success has come since. */
    @ParameterizedTest
    @EnumSource
    void shouldIgnoreTheFirstOfPlainCallsThatAreInterruptedAndMeasureTheNext(WayIn way) {
        boolean measured = LifeVerdict.alwaysMeasures(way);
        for (int round = 0; round < 2; round++) {
            rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
            assertThat(metrics().consecutiveAbandoned()).isEqualTo(measured ? 1 : 0);
            rig.call(way, Outcome.IGNORED);
            rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
            assertThat(metrics().consecutiveAbandoned()).isEqualTo(measured ? 2 : 1);
            rig.call(way, Outcome.SUCCESS); // which ends the doubt
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotMeasurePlainCallsForAFailureAlone(WayIn way) {
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.IGNORED, () -> rig.advance(LONGER));
        assertThat(totals().abandoned()).isEqualTo(LifeVerdict.alwaysMeasures(way) ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheSlowCallThresholdForTheBoundUnlessTold(WayIn way) {
        Rig slow = new Rig(config -> config.tripWhen(NEVER).slowCallsOver(Duration.ofMillis(200)));
        slow.call(way, Outcome.IGNORED, () -> slow.advance(Duration.ofMillis(200)));
        assertThat(slow.breaker.snapshot().totals().abandoned()).isZero();
        slow.call(
                way, Outcome.IGNORED, () -> slow.advance(Duration.ofMillis(200).plus(Rig.TICK)));
        assertThat(slow.breaker.snapshot().totals().abandoned()).isEqualTo(1);
        assertThat(slow.breaker.snapshot().totals().slow()).isZero();

        Rig told = new Rig(config ->
                config.tripWhen(NEVER).slowCallsOver(Duration.ofMillis(200)).abandonedAfter(BOUND));
        told.call(way, Outcome.IGNORED, () -> told.advance(BOUND));
        assertThat(told.breaker.snapshot().totals().abandoned()).isZero();
        told.call(way, Outcome.IGNORED, () -> told.advance(LONGER));
        assertThat(told.breaker.snapshot().totals().abandoned()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreAllThatIsGivenUpOnceThatIsSwitchedOff(WayIn way) {
        Rig off = new Rig(
                config -> config.tripWhen(TripRule.consecutiveFailures(1)).ignoreAbandonedCalls());
        for (int i = 0; i < 10; i++) {
            off.call(way, Outcome.IGNORED, () -> off.advance(Duration.ofDays(1)));
        }
        assertThat(off.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(off.breaker.snapshot().totals().ignored()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskTheRulesAsAFailureDoesAndNoHint(WayIn way) {
        AtomicInteger hints = new AtomicInteger();
        Rig own = new Rig(config -> config.tripWhen(
                        TripRule.when("two abandoned", metrics -> metrics.consecutiveAbandoned() == 2))
                .retryHint((result, thrown) -> {
                    hints.incrementAndGet();
                    return null;
                }));
        beMeasured(own, way);
        own.call(way, Outcome.SUCCESS);
        beMeasured(own, way);
        own.call(way, Outcome.IGNORED, () -> own.advance(LONGER));
        own.call(way, Outcome.IGNORED, () -> own.advance(LONGER));
        assertThat(own.breaker.state()).isEqualTo(State.OPEN);
        assertThat(hints).as("hints looked for").hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C1")
    void shouldOnlyCountOneThatComesBackInALaterPhaseAsLate(WayIn way) {
        beMeasured(rig, way);
        rig.call(way, Outcome.IGNORED, () -> {
            rig.advance(LONGER);
            rig.breaker.reset("a new beginning");
        });
        assertThat(totals().stale()).isEqualTo(1);
        assertThat(totals().abandoned()).isZero();
        assertThat(metrics().consecutiveFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C50")
    void shouldTellObserversOfAbandonedCallsApart(WayIn way) {
        List<String> seen = new ArrayList<>();
        beMeasured(rig, way);
        rig.breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                seen.add(outcome + " " + took.toSeconds());
            }

            @Override
            public void abandoned(Duration took) {
                seen.add("abandoned " + took.toSeconds());
            }
        });
        rig.call(way, Outcome.IGNORED, () -> rig.advance(BOUND));
        rig.call(way, Outcome.IGNORED, () -> rig.advance(BOUND.multipliedBy(2)));
        assertThat(seen).containsExactly("IGNORED 1", "abandoned 2");
    }

    /** The server hangs, and 40 callers who come one after the other cancel after two seconds. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldOpenByDefaultWhenCallersGiveUpAServerThatHangs(boolean lookingOn) {
        ManualTicker ticker = new ManualTicker();
        CircuitBreaker breaker = CircuitBreaker.of("defaults", config -> config.ticker(ticker));
        if (lookingOn) {
            breaker.metricsOnly("a trial");
        }
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int caller = 0; caller < 60; caller++) {
            if (caller < 40) {
                waiting.add(breaker.callAsync(CompletableFuture::new));
            }
            if (caller >= 20) {
                waiting.get(caller - 20).cancel(true);
            }
            ticker.advance(Duration.ofMillis(100));
        }
        Snapshot after = breaker.snapshot();
        StateChange trip = (lookingOn ? after.wouldBeTrip() : after.lastTrip()).orElseThrow();
        assertThat(trip.reason()).contains("11 calls in a row were given up after more than 1 s");
        assertThat(after.totals().abandoned()).isEqualTo(11);
        assertThat(after.inFlight()).isZero();
    }

    @Test
    void shouldNeverOpenByImpatientUsersOfAHealthyService() {
        ManualTicker ticker = new ManualTicker();
        CircuitBreaker breaker = CircuitBreaker.of("defaults", config -> config.ticker(ticker));
        for (int call = 0; call < 1_000; call++) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> future = breaker.callAsync(() -> stage);
            ticker.advance(Duration.ofSeconds(2));
            if (call % 5 == 0) {
                stage.complete("at last");
            } else {
                future.cancel(true);
            }
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(800);
        assertThat(breaker.snapshot().metrics().failures()).isZero();
    }

    /** Brings a breaker to where each call is measured: a plain one after one that was given up after an unknown time. */
    static void beMeasured(Rig rig, WayIn way) {
        if (!LifeVerdict.alwaysMeasures(way)) {
            rig.call(way, Outcome.IGNORED);
        }
    }

    private Totals totals() {
        return rig.breaker.snapshot().totals();
    }

    private Metrics metrics() {
        return rig.breaker.snapshot().metrics();
    }
}
