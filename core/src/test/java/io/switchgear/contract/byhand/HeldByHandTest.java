// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People hold a breaker, let go of it and reset it, from every state, with a reason; by itself it leaves no hold. */
@Tag("C40")
class HeldByHandTest {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String REASON = "payment provider is moving house";

    @ParameterizedTest
    @EnumSource
    void shouldRejectEverythingAndSayWhyWhileForcedOpen(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.breaker.forceOpen(REASON);
        rig.advance(YEAR);

        for (int calls = 1; calls <= 3; calls++) {
            CallNotPermittedException rejection = rig.rejected(way);

            assertThat(rejection.state()).isEqualTo(State.FORCED_OPEN);
            assertThat(rejection.reason()).isEqualTo(RejectionReason.FORCED_OPEN);
            assertThat(rejection.retryAfter()).isEmpty();
            assertThat(rejection.since()).isEqualTo(Rig.START);
            assertThat(rejection.lastFailure()).isEmpty();
            assertThat(rejection)
                    .hasMessageContaining("payments has been FORCED_OPEN")
                    .hasMessageContaining(REASON);
        }
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(totals.admitted()).isZero();
        assertThat(totals.rejected().get(RejectionReason.FORCED_OPEN)).isGreaterThanOrEqualTo(3);
        assertThat(totals.rejected().get(RejectionReason.OPEN)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassEverythingAndCountNothingWhileDisabled(WayIn way) {
        Rig rig = ByHandMove.rigIn(State.OPEN);
        rig.breaker.disable(REASON);
        Totals before = rig.breaker.snapshot().totals();

        for (Outcome outcome : Outcome.values()) {
            for (int calls = 0; calls < 20; calls++) {
                rig.call(
                        way,
                        outcome,
                        () -> assertThat(rig.breaker.snapshot().inFlight()).isZero());
            }
        }

        assertThat(rig.breaker.state()).isEqualTo(State.DISABLED);
        assertThat(rig.breaker.snapshot().totals()).isEqualTo(before);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#statesAndMoves")
    void shouldMoveFromEachStateAndTellItWithTheReason(State state, ByHandMove move) {
        Rig rig = ByHandMove.rigIn(state);
        Totals before = rig.breaker.snapshot().totals();
        long sequence = rig.changes.size();
        rig.changes.clear();
        rig.advance(Duration.ofSeconds(3));

        move.of(rig.breaker, REASON);

        assertThat(rig.breaker.state()).isEqualTo(move.from(state));
        assertThat(rig.breaker.snapshot().totals()).isEqualTo(before);
        if (!move.isMoveFrom(state)) {
            assertThat(rig.changes).as("a move that changes nothing is silent").isEmpty();
            return;
        }
        assertThat(rig.changes).hasSize(1);
        StateChange change = rig.changes.get(0);
        assertThat(List.of(change.from(), change.to())).containsExactly(state, move.from(state));
        assertThat(change.reason()).contains(REASON).hasSizeGreaterThan(REASON.length());
        assertThat(change.sequence()).isEqualTo(sequence + 1);
        assertThat(change.rule()).isEmpty();
        assertThat(change.openFor()).isEmpty();
        assertThat(rig.breaker.snapshot().inStateFor()).isZero();
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        if (Made.isManual(change.to())) {
            assertThat(rig.breaker.health().reason()).contains(REASON);
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#statesAndMoves")
    void shouldRefuseAMoveWithoutAReason(State state, ByHandMove move) {
        for (@Nullable String blank : new @Nullable String[] {null, "", " \t\n"}) {
            Rig rig = ByHandMove.rigIn(state);
            int changes = rig.changes.size();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> move.of(rig.breaker, blank))
                    .withMessageContainingAll("payments", "reason(");

            assertThat(rig.breaker.state()).isEqualTo(state);
            assertThat(rig.changes).hasSize(changes);
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldNotLeaveAHoldByItself(State state) {
        for (WayIn way : WayIn.values()) {
            Rig rig = ByHandMove.rigIn(state);
            Script script = new Script(way, rig.breaker, rig.ticker);
            for (char outcome : "SFIFSFFFSSS".toCharArray()) {
                assertThat(script.isAdmitted(outcome)).isEqualTo(state != State.FORCED_OPEN);
                rig.advance(YEAR);
                rig.breaker.snapshot();
                assertThat(rig.breaker.state()).isEqualTo(state);
            }
            assertThat(rig.changes).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldBeAnOrdinaryClosedBreakerWithAnEmptyWindowOnceReleased(State state) {
        for (WayIn way : WayIn.values()) {
            Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(2)));
            rig.call(way, Outcome.FAILURE);
            ByHandMove.into(state).of(rig.breaker, REASON);
            rig.breaker.release(REASON);

            rig.call(way, Outcome.FAILURE);
            assertThat(rig.breaker.state()).as("one failure is from before").isEqualTo(State.CLOSED);
            rig.call(way, Outcome.FAILURE);
            assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
            assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.SUCCESS);
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void shouldRememberTheReopeningsThroughAHoldAndForgetThemWithAReset() {
        Rig rig = new Rig(config -> config.openFor(Backoff.exponential(Rig.WAIT).jitter(0)));
        rig.tripAndWait();
        rig.breaker.acquire().failure();
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(2);
        rig.breaker.forceOpen(REASON);
        assertThat(rig.breaker.snapshot().lastTrip()).isPresent();
        rig.breaker.release(REASON);
        rig.trip();
        assertThat(rig.breaker.snapshot().consecutiveOpenings())
                .as("soon after")
                .isEqualTo(3);

        rig.breaker.reset(REASON);

        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isZero();
        assertThat(rig.breaker.snapshot().lastTrip()).isEmpty();
        rig.trip();
        assertThat(rig.breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetFailuresInTheWindowAndTheirRunWithAReset(WayIn way) {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.consecutiveFailures(3)));
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);

        rig.breaker.reset(REASON);

        assertThat(rig.breaker.snapshot().metrics().consecutiveFailures()).isZero();
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }
}
