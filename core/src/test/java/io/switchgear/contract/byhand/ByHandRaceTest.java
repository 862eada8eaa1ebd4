// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.model.History;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves by hand meet trips, probes and each other: one of them comes first, and the hand has the last word. */
@Tag("C40")
@Tag("C1")
class ByHandRaceTest {
    private static final int ROUNDS = 500;

    private final Rig rig = new Rig(config -> config);
    private final CircuitBreaker breaker = rig.breaker;
    private final CircuitBreakerConfig config = breaker.config();
    private final History history = new History();

    @BeforeEach
    void listen() {
        breaker.onEvent(history::hear, Runnable::run);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCE_OPEN", "DISABLE", "METRICS_ONLY"})
    void shouldHoldWhetherOrNotATripCameFirst(ByHandMove move) throws Exception {
        raceOf(Permit::failure, move, () -> {
            assertThat(breaker.state()).isEqualTo(move.from(State.CLOSED));
            breaker.release("for the next round");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCE_OPEN", "DISABLE", "METRICS_ONLY"})
    void shouldHoldWhetherOrNotTheProbesDecidedFirst(ByHandMove move) throws Exception {
        openAndWait();
        raceOf(Permit::success, move, () -> {
            assertThat(breaker.state()).isEqualTo(move.from(State.OPEN));
            openAndWait();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeClosedAfterAResetThatMeetsAProbe(boolean success) throws Exception {
        openAndWait();
        raceOf(success ? Permit::success : Permit::failure, ByHandMove.RESET, () -> {
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            openAndWait();
        });
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldMakeOneMoveWhenTwoPeopleMakeTheSame(State state) throws Exception {
        Threads.race(ROUNDS, (racer, round) -> {
            ByHandMove.into(state).of(breaker, "both of us");
            return () -> {
                if (racer == 0) {
                    assertThat(rig.changes).hasSize(2 * round + 1);
                    breaker.release("for the next round");
                }
            };
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsBooksWhateverPeopleDo(WayIn way) throws Exception {
        breaker.reconfigure(
                breaker.config().toBuilder().tripWhen(TripRule.failureCount(3)).build());
        Threads.race(100, (racer, round) -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            Script script = new Script(way, breaker, rig.ticker);
            for (int calls = 0; calls < 5; calls++) {
                script.isAdmitted("SSFFFI".charAt(random.nextInt(6)));
            }
            ByHandMove.values()[random.nextInt(5)].of(breaker, "at random");
            rig.advance(Rig.WAIT.dividedBy(2));
            return () -> assertThat(breaker.snapshot().inFlight()).isZero();
        });

        history.assertTrueFrom(State.CLOSED, config);
        history.assertLeadsTo(breaker);
    }

    /** Each round, a call comes back on one thread while somebody makes a move on the other. */
    private void raceOf(Consumer<Permit> settling, ByHandMove move, Runnable afterwards) throws Exception {
        Permit[] permit = {breaker.acquire()};
        Threads.race(ROUNDS, (racer, round) -> {
            if (racer == 0) {
                settling.accept(permit[0]);
            } else {
                move.of(breaker, "round " + round);
            }
            return () -> {
                if (racer == 0) {
                    afterwards.run();
                    permit[0] = breaker.acquire();
                }
            };
        });
        permit[0].ignore();
        assertThat(breaker.snapshot().inFlight()).isZero();
        history.assertTrueFrom(State.CLOSED, config);
        history.assertLeadsTo(breaker);
    }

    private void openAndWait() {
        breaker.release("for the next round");
        breaker.acquire().failure();
        rig.advance(Rig.WAIT);
    }
}
