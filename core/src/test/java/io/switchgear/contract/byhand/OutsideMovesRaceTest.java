// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.model.History;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program's moves meet those of people and of probes: a hold is never broken, and what was done is told. */
@Tag("C41")
class OutsideMovesRaceTest {
    private static final int ROUNDS = 500;

    private final Rig rig = new Rig(config -> config);
    private final CircuitBreaker breaker = rig.breaker;
    private final CircuitBreakerConfig config = breaker.config();
    private final History history = new History();
    /** What the program's move said in this round. Handed over where the racers meet. */
    private boolean moved;

    @BeforeEach
    void listen() {
        breaker.onEvent(history::hear, Runnable::run);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldNeverBreakAHold(State held) throws Exception {
        int[] opened = new int[1];
        Threads.race(ROUNDS, (racer, round) -> {
            if (racer == 0) {
                moved = breaker.openUnlessHeld(Rig.WAIT, "others see it down");
            } else {
                ByHandMove.into(held).of(breaker, "round " + round);
            }
            return () -> {
                if (racer == 0) {
                    assertThat(breaker.state()).as("the hand has the last word").isEqualTo(held);
                    opened[0] += moved ? 1 : 0;
                    assertThat(openings()).isEqualTo(opened[0]);
                    breaker.release("for the next round");
                }
            };
        });
        history.assertTrueFrom(State.CLOSED, config);
        assertThat(history.changes()).noneMatch(change -> Made.isManual(change.from()) && change.to() == State.OPEN);
    }

    /** The clock of the wall is read between the look at the state and the move: a hold that comes there needs no luck. */
    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldNotBreakAHoldThatComesBetweenTheLookAndTheMove(State held) {
        CircuitBreaker[] self = new CircuitBreaker[1];
        boolean[] strikes = new boolean[1];
        Rig surprised = new Rig(config -> config.instantSource(() -> {
            if (strikes[0]) {
                strikes[0] = false;
                ByHandMove.into(held).of(self[0], "in between");
            }
            return Rig.START;
        }));
        self[0] = surprised.breaker;
        strikes[0] = true;
        assertThat(surprised.breaker.openUnlessHeld(Rig.WAIT, "others see it down"))
                .isFalse();
        assertThat(surprised.path()).containsExactly(held);

        surprised.breaker.release("once more");
        surprised.trip();
        strikes[0] = true;
        assertThat(surprised.breaker.recover("others see it up")).isFalse();
        assertThat(surprised.breaker.state()).isEqualTo(held);
    }

    @Test
    void shouldRecoverOrComeTooLateForAHold() throws Exception {
        int[] recoveries = new int[1];
        rig.trip();
        Threads.race(ROUNDS, (racer, round) -> {
            if (racer == 0) {
                moved = breaker.recover("others see it up");
            } else {
                breaker.forceOpen("round " + round);
            }
            return () -> {
                if (racer == 0) {
                    recoveries[0] += moved ? 1 : 0;
                    assertThat(breaker.state()).isEqualTo(State.FORCED_OPEN);
                    breaker.release("for the next round");
                    rig.trip();
                }
            };
        });
        assertThat(history.changes().stream().filter(change -> change.kind() == StateChange.Kind.EXTERNAL))
                .hasSize(recoveries[0]);
        history.assertTrueFrom(State.CLOSED, config);
        history.assertLeadsTo(breaker);
    }

    @Test
    void shouldEndAnOutageOnceWhenAProbeDecidesMeanwhile() throws Exception {
        rig.tripAndWait();
        Permit[] probe = {breaker.acquire()};
        Threads.race(ROUNDS, (racer, round) -> {
            if (racer == 0) {
                moved = breaker.recover("others see it up");
            } else {
                probe[0].success();
            }
            return () -> {
                if (racer == 0) {
                    assertThat(breaker.state()).isEqualTo(State.CLOSED);
                    StateChange last = history.changes().get(history.changes().size() - 1);
                    assertThat(last.kind()).isEqualTo(moved ? StateChange.Kind.EXTERNAL : StateChange.Kind.PROBES);
                    rig.tripAndWait();
                    probe[0] = breaker.acquire();
                }
            };
        });
        probe[0].ignore();
        assertThat(breaker.snapshot().inFlight()).isZero();
        history.assertTrueFrom(State.CLOSED, config);
    }

    private long openings() {
        return history.changes().stream()
                .filter(change -> change.to() == State.OPEN)
                .count();
    }
}
