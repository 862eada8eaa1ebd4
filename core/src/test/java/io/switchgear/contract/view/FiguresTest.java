// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures that operators look for first: the last failure, slow failures, successes in a row, kinds of changes. */
@Tag("C71")
class FiguresTest {
    private static final TripRule NEVER = TripRule.failureCount(100);

    private final Rig lenient = new Rig(config -> config.tripWhen(NEVER).slowCallsOver(Script.SLOW_OVER));

    @ParameterizedTest
    @EnumSource
    void shouldTellWhenTheLastFailureWasAcrossPhasesAndResets(WayIn way) {
        Rig rig = new Rig(config -> config);
        assertLastFailure(rig, null);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.IGNORED);
        assertLastFailure(rig, null);
        rig.advance(Duration.ofSeconds(5));
        rig.call(way, Outcome.FAILURE);
        assertLastFailure(rig, 5);
        rig.advance(Rig.WAIT);
        assertLastFailure(rig, 5);
        rig.call(way, Outcome.SUCCESS);
        assertLastFailure(rig, 5);
        rig.breaker.reset("begin anew");
        assertLastFailure(rig, 5);
        rig.call(way, Outcome.FAILURE);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.FAILURE);
        assertLastFailure(rig, 25);
        rig.breaker.metricsOnly("to look on");
        rig.advance(Duration.ofSeconds(1));
        rig.call(way, Outcome.FAILURE);
        assertLastFailure(rig, 26);
        rig.breaker.disable("uncounted");
        rig.advance(Duration.ofSeconds(1));
        rig.call(way, Outcome.FAILURE);
        assertLastFailure(rig, 26);
    }

    @Test
    void shouldTakeAbandonedCallsExpiredLeasesAndRecordedFailuresForFailures() {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(2)));
        Permit abandoned = rig.breaker.acquire();
        rig.advance(Duration.ofSeconds(1));
        rig.breaker.acquire().close();
        assertLastFailure(rig, null);
        rig.advance(Duration.ofSeconds(1));
        abandoned.close();
        assertLastFailure(rig, 2);
        rig.advance(Duration.ofSeconds(1));
        rig.breaker.recordFailure(new IOException("broke off"));
        assertLastFailure(rig, 3);
        rig.breaker.open(Duration.ZERO, "to probe");
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plusSeconds(5));
        rig.rejected(WayIn.CALL);
        assertLastFailure(rig, 33);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C1")
    void shouldNotTakeALateFailureForOne(WayIn way) {
        lenient.call(way, Outcome.FAILURE, () -> lenient.breaker.reset("meanwhile"));
        assertLastFailure(lenient, null);
    }

    @Test
    void shouldTellItWithATickerThatBeginsAnywhereAndAtItsOwnBeginning() {
        for (long start : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            Rig rig = new Rig(start, config -> config.tripWhen(NEVER));
            rig.breaker.acquire().failure();
            rig.advance(Duration.ofSeconds(2));
            assertThat(rig.breaker.snapshot().lastFailureAt().orElseThrow())
                    .isBetween(Rig.START, Rig.START.plus(Rig.TICK));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellSlowFailuresFromSlowSuccesses(WayIn way) {
        new Script(way, lenient.breaker, lenient.ticker).play("SSs FFFff I i");
        Metrics metrics = lenient.breaker.snapshot().metrics();
        assertThat(List.of(metrics.slowSuccesses(), metrics.slowFailures(), metrics.slowCalls()))
                .containsExactly(1L, 2L, 3L);
        assertThat(lenient.breaker.snapshot().toMap())
                .containsEntry("windowSlowCalls", 3L)
                .containsEntry("windowSlowFailures", 2L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountSuccessesInARow(WayIn way) {
        Script script = new Script(way, lenient.breaker, lenient.ticker);
        assertSuccessesInARow(lenient, 0);
        script.play("SSS");
        assertSuccessesInARow(lenient, 3);
        script.play("I");
        assertSuccessesInARow(lenient, 3);
        script.play("F");
        assertSuccessesInARow(lenient, 0);
        script.play("s");
        assertSuccessesInARow(lenient, 1);
        script.play("FFSS");
        assertSuccessesInARow(lenient, 2);
        lenient.breaker.reset("begin anew");
        assertSuccessesInARow(lenient, 0);
        script.play("SS");
        assertSuccessesInARow(lenient, 2);
        Permit permit = lenient.breaker.acquire();
        lenient.advance(Duration.ofSeconds(2));
        permit.close();
        assertSuccessesInARow(lenient, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountSuccessesInARowInEachPhaseAnew(WayIn way) {
        Rig rig =
                new Rig(config -> config.halfOpen(HalfOpen.probes(5).required(3).probeTimeout(Rig.LEASE))
                        .ramp(Ramp.over(Duration.ofSeconds(20))));
        Script script = new Script(way, rig.breaker, rig.ticker);
        script.play("SSF").pass(Rig.WAIT).play("S");
        assertSuccessesInARow(rig, 1);
        script.play("SF");
        assertSuccessesInARow(rig, 0);
        script.play("IS");
        assertThat(rig.breaker.snapshot().rampShare()).as("ramping").isPresent();
        assertSuccessesInARow(rig, 0);
        script.play("S");
        assertSuccessesInARow(rig, 1);
        script.pass(Duration.ofSeconds(20)).play("SS");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertSuccessesInARow(rig, 2);
        rig.breaker.metricsOnly("to look on");
        assertSuccessesInARow(rig, 0);
        script.play("S");
        assertSuccessesInARow(rig, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheEvidenceOfTheTripThatThereWouldHaveBeen(WayIn way) {
        Rig rig = new Rig(config -> config.startIn(State.METRICS_ONLY).tripWhen(TripRule.failureCount(2)));
        assertThat(rig.breaker.snapshot().wouldBeTrip()).isEmpty();
        new Script(way, rig.breaker, rig.ticker).play("SFF");
        StateChange trip = rig.breaker.snapshot().wouldBeTrip().orElseThrow();
        assertThat(trip.kind()).isEqualTo(StateChange.Kind.RULE);
        assertThat(trip.to()).isEqualTo(State.OPEN);
        assertThat(trip.reason()).isEqualTo("failures 2 of the last 3 calls >= 2");
        assertThat(trip.metrics().failures()).isEqualTo(2);
        assertThat(trip.rule()).contains(TripRule.failureCount(2));
        assertThat(trip.openFor()).contains(Rig.WAIT);
        assertThat(rig.breaker.snapshot().toMap()).containsEntry("wouldBeTrip", trip.reason());
        assertThat(rig.breaker.snapshot().lastTrip()).as("a trip of its own").isEmpty();
        assertThat(rig.changes).isEmpty();

        new Script(way, rig.breaker, rig.ticker).pass(Rig.WAIT).play("SS");
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.CLOSED);
        assertThat(rig.breaker.snapshot().wouldBeTrip())
                .as("after it would have closed")
                .contains(trip);
        rig.breaker.release("enough seen");
        assertThat(rig.breaker.snapshot().wouldBeTrip()).isEmpty();
        assertThat(rig.breaker.snapshot().toMap()).containsEntry("wouldBeTrip", null);
    }

    private static void assertSuccessesInARow(Rig rig, long count) {
        Snapshot snapshot = rig.breaker.snapshot();
        assertThat(snapshot.metrics().consecutiveSuccesses())
                .as("successes in a row")
                .isEqualTo(count);
        assertThat(snapshot.toMap()).containsEntry("consecutiveSuccesses", count);
    }

    /** The last failure was so many seconds after the start; {@code null} for none. */
    private static void assertLastFailure(Rig rig, Integer second) {
        Instant at = second == null ? null : Rig.START.plusSeconds(second);
        Snapshot snapshot = rig.breaker.snapshot();
        assertThat(snapshot.lastFailureAt().orElse(null)).as("last failure").isEqualTo(at);
        assertThat(snapshot.toMap()).containsEntry("lastFailureAt", at == null ? null : at.toString());
    }
}
