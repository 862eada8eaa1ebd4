// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a state change tells. */
@Tag("C51")
class StateChangeEventTest {
    private static final TripRule HALF = TripRule.failureRate(0.5).minimumCalls(4);
    private final Rig rig = new Rig(config -> config.tripWhen(HALF)
            .window(Window.lastCalls(10))
            .halfOpen(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE)));

    @ParameterizedTest
    @EnumSource
    void shouldTellRuleAndFiguresOfATrip(WayIn way) {
        trip(way);
        StateChange trip = last();
        assertThat(trip.breaker()).isEqualTo("payments");
        assertThat(trip.from()).isEqualTo(State.CLOSED);
        assertThat(trip.to()).isEqualTo(State.OPEN);
        assertThat(trip.rule()).contains(HALF);
        assertThat(trip.reason()).contains("failure rate 50 %", "2 of", ">= 50 %");
        assertThat(trip.openFor()).contains(Rig.WAIT);
        assertThat(trip.sequence()).isEqualTo(1);
        assertThat(trip.at()).isEqualTo(Rig.START.plusSeconds(4));

        Metrics metrics = trip.metrics();
        assertThat(metrics.calls()).as("the crossing call is among them").isEqualTo(4);
        assertThat(metrics.successes()).isEqualTo(2);
        assertThat(metrics.failures()).isEqualTo(2);
        assertThat(metrics.consecutiveFailures()).isEqualTo(2);
        assertThat(metrics.lastFailure().map(LastFailure::description)).contains("java.io.IOException: second");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheRuleThatTrippedAmongSeveral(WayIn way) {
        TripRule run = TripRule.consecutiveFailures(3);
        Rig either = new Rig(config -> config.tripWhen(TripRule.anyOf(HALF, run)));
        either.call(way, Outcome.FAILURE);
        either.call(way, Outcome.FAILURE);
        either.call(way, Outcome.FAILURE);
        assertThat(either.changes.get(0).rule()).contains(run);
        assertThat(either.changes.get(0).reason()).contains("3 failures in a row >= 3");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfTheEndOfTheWait(WayIn way) {
        trip(way);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        StateChange change = last();
        assertThat(change.from()).isEqualTo(State.OPEN);
        assertThat(change.to()).isEqualTo(State.HALF_OPEN);
        assertThat(change.rule()).isEmpty();
        assertThat(change.openFor()).isEmpty();
        assertThat(change.reason()).contains("10 s");
        assertThat(change.sequence()).isEqualTo(2);
        assertThat(change.at()).isEqualTo(Rig.START.plusSeconds(14));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheProbesThatClosedIt(WayIn way) {
        trip(way);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.SUCCESS);
        rig.advance(Duration.ofSeconds(3));
        rig.call(way, Outcome.SUCCESS);
        StateChange change = last();
        assertThat(change.from()).isEqualTo(State.HALF_OPEN);
        assertThat(change.to()).isEqualTo(State.CLOSED);
        assertThat(change.rule()).isEmpty();
        assertThat(change.openFor()).isEmpty();
        assertThat(change.reason()).contains("2 of 3 probes succeeded");
        assertThat(change.metrics().successes()).isEqualTo(2);
        assertThat(change.metrics().failures()).isEqualTo(1);
        assertThat(change.sequence()).isEqualTo(3);
        assertThat(change.at()).isEqualTo(Rig.START.plusSeconds(17));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheProbesThatOpenedItAgain(WayIn way) {
        trip(way);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.FAILURE);
        rig.callThrowing(way, new IOException("still down"), () -> {});
        StateChange change = last();
        assertThat(change.from()).isEqualTo(State.HALF_OPEN);
        assertThat(change.to()).isEqualTo(State.OPEN);
        assertThat(change.rule()).as("no trip rule decides over probes").isEmpty();
        assertThat(change.openFor()).contains(Rig.WAIT);
        assertThat(change.reason()).contains("2 of 3 probes failed", "still down");
        assertThat(change.metrics().successes()).isEqualTo(1);
        assertThat(change.metrics().failures()).isEqualTo(2);
        assertThat(change.metrics().lastFailure().map(LastFailure::description))
                .contains("java.io.IOException: still down");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheWaitThatIsAhead(WayIn way) {
        List<Optional<Duration>> waits = new ArrayList<>();
        Rig growing = new Rig(config -> config.openFor(Backoff.exponential(Rig.WAIT)
                        .upTo(Duration.ofMinutes(1))
                        .jitter(0.5))
                .random(() -> 1L << 63));
        for (int i = 0; i < 3; i++) {
            growing.call(way, Outcome.FAILURE);
            StateChange opening = growing.changes.get(growing.changes.size() - 1);
            assertThat(opening.openFor()).contains(growing.waitAhead());
            waits.add(opening.openFor());
            growing.advance(growing.waitAhead());
        }
        assertThat(waits)
                .containsExactly(
                        Optional.of(Duration.ofMillis(7_500)),
                        Optional.of(Duration.ofSeconds(15)),
                        Optional.of(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNumberTheChangesWithoutGapEachFromWhereTheLastOneLed(WayIn way) {
        for (int i = 0; i < 5; i++) {
            trip(way);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.FAILURE);
            rig.call(way, Outcome.FAILURE);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.SUCCESS);
            rig.call(way, Outcome.SUCCESS);
        }
        assertThat(rig.changes).hasSize(25);
        State before = State.CLOSED;
        for (int i = 0; i < rig.changes.size(); i++) {
            StateChange change = rig.changes.get(i);
            assertThat(change.sequence()).isEqualTo(i + 1);
            assertThat(change.from()).isEqualTo(before);
            assertThat(change.to()).isNotEqualTo(before);
            before = change.to();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAsOneLine(WayIn way) {
        trip(way);
        assertThat(last().toString())
                .startsWith("payments CLOSED -> OPEN: failure rate 50 %")
                .endsWith("next probe in 10 s")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeToldOnlyWhenTheStateChanges(WayIn way) {
        rig.call(way, Outcome.IGNORED);
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.changes).isEmpty();
        rig.call(way, Outcome.FAILURE);
        rig.rejected(way);
        rig.rejected(way);
        assertThat(rig.path()).containsExactly(State.OPEN);
    }

    /** Two successes and two failures, a second apart. */
    private void trip(WayIn way) {
        for (IOException end : new IOException[] {null, null, new IOException("first"), new IOException("second")}) {
            rig.advance(Duration.ofSeconds(1));
            rig.callThrowing(way, end, () -> {});
        }
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    private StateChange last() {
        return rig.changes.get(rig.changes.size() - 1);
    }
}
