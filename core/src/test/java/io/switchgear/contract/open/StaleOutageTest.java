// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An outage that is over sets no later wait, whichever door the next one comes by; soon after its end it is the same one still. */
@Tag("C20")
@Tag("C40")
class StaleOutageTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration ASKED = Duration.ofSeconds(1);

    /** What people and programs do between two outages, and leave the breaker closed. */
    private enum Door {
        NONE(rig -> {}),
        OPEN(rig -> {
            rig.breaker.open(ASKED, "a short one");
            rig.advance(ASKED);
            rig.call(WayIn.CALL, Outcome.SUCCESS);
        }),
        OPEN_UNLESS_HELD(rig -> {
            rig.breaker.openUnlessHeld(ASKED, "a short one");
            rig.advance(ASKED);
            rig.call(WayIn.CALL, Outcome.SUCCESS);
        }),
        OPEN_AND_RECOVER(rig -> {
            rig.breaker.openUnlessHeld(ASKED, "a short one");
            rig.breaker.recover("and over");
        }),
        FORCE_OPEN(rig -> held(rig, breaker -> breaker.forceOpen("a hold"))),
        DISABLE(rig -> held(rig, breaker -> breaker.disable("a hold"))),
        METRICS_ONLY(rig -> held(rig, breaker -> breaker.metricsOnly("a hold"))),
        OPEN_THEN_HOLD(rig -> {
            rig.breaker.open(ASKED, "a short one");
            held(rig, breaker -> breaker.forceOpen("a hold"));
        }),
        RECONFIGURE(rig -> rig.breaker.reconfigure(
                rig.breaker.config().toBuilder().maxHint(Duration.ZERO).build()));

        private final Consumer<Rig> steps;

        Door(Consumer<Rig> steps) {
            this.steps = steps;
        }

        private static void held(Rig rig, Consumer<CircuitBreaker> hold) {
            hold.accept(rig.breaker);
            rig.breaker.release("and its end");
        }
    }

    static Stream<Arguments> waysAndDoors() {
        return Stream.of(WayIn.values()).flatMap(way -> Stream.of(Door.values()).map(door -> Arguments.of(way, door)));
    }

    private final Rig rig = new Rig(
            config -> config.openFor(Backoff.exponential(FIRST).jitter(0).upTo(Duration.ofHours(1))));

    @ParameterizedTest
    @MethodSource("waysAndDoors")
    void shouldBeginAtTheFirstWaitAfterAHealthyWeek(WayIn way, Door door) {
        outageOfFourOpenings(way);
        rig.advance(WEEK);
        door.steps.accept(rig);
        rig.call(way, Outcome.FAILURE);
        assertOpening(1, FIRST);
    }

    @ParameterizedTest
    @MethodSource("waysAndDoors")
    void shouldBeginAtTheFirstWaitWhenTheDoorWasUsedSoonButTheTripIsAWeekLater(WayIn way, Door door) {
        outageOfFourOpenings(way);
        door.steps.accept(rig);
        rig.advance(WEEK);
        rig.call(way, Outcome.FAILURE);
        assertOpening(1, FIRST);
    }

    @ParameterizedTest
    @MethodSource("waysAndDoors")
    void shouldCountOnSoonAfterAnOutage(WayIn way, Door door) {
        outageOfFourOpenings(way);
        door.steps.accept(rig);
        rig.call(way, Outcome.FAILURE);
        assertOpening(5, FIRST.multipliedBy(16));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginAtTheFirstWaitWhenAFailedProbeEndsAShortOpeningAfterAHealthyWeek(WayIn way) {
        outageOfFourOpenings(way);
        rig.advance(WEEK);
        rig.breaker.open(ASKED, "a short one");
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isZero();
        rig.advance(ASKED);
        rig.call(way, Outcome.FAILURE);
        assertOpening(1, FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCE_OPEN", "DISABLE", "METRICS_ONLY"})
    void shouldForgetAnOutageDuringAHoldOfAWeek(ByHandMove hold) {
        outageOfFourOpenings(WayIn.CALL);
        hold.of(rig.breaker, "for a week");
        rig.advance(WEEK);
        rig.breaker.release("at last");
        rig.call(WayIn.CALL, Outcome.FAILURE);
        assertOpening(1, FIRST);
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetEverythingByAReset(WayIn way) {
        outageOfFourOpenings(way);
        rig.breaker.reset("begin anew");
        rig.call(way, Outcome.FAILURE);
        assertOpening(1, FIRST);
    }

    private void outageOfFourOpenings(WayIn way) {
        Duration wait = FIRST;
        rig.call(way, Outcome.FAILURE);
        for (int opening = 2; opening <= 4; opening++) {
            rig.advance(wait);
            rig.call(way, Outcome.FAILURE);
            wait = wait.multipliedBy(2);
        }
        assertOpening(4, wait);
        rig.advance(wait);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    private void assertOpening(int number, Duration wait) {
        assertThat(rig.breaker.snapshot().consecutiveOpenings())
                .as("openings in a row")
                .isEqualTo(number);
        assertThat(rig.waitAhead()).isEqualTo(wait);
    }
}
