// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A result that comes back after its phase is over changes nothing in the current one; it is only counted as late. */
@Tag("C1")
class StaleResultInLaterPhaseTest {
    private static final HalfOpen TWO_PROBES = HalfOpen.probes(2).probeTimeout(Rig.LEASE);

    /** Where the breaker goes while the call is out. Each begins with the end of the phase that let the call in. */
    enum Later {
        OPEN {
            @Override
            void reach(Rig rig) {
                rig.trip();
            }
        },
        HALF_OPEN {
            @Override
            void reach(Rig rig) {
                rig.tripAndWait();
                rig.breaker.acquire();
            }
        },
        HALF_OPEN_WITH_A_SUCCESS {
            @Override
            void reach(Rig rig) {
                rig.tripAndWait();
                rig.breaker.acquire().success();
            }
        },
        OPEN_AGAIN {
            @Override
            void reach(Rig rig) {
                rig.tripAndWait();
                rig.trip();
            }
        },
        HALF_OPEN_AGAIN {
            @Override
            void reach(Rig rig) {
                rig.tripAndWait();
                HALF_OPEN.reach(rig);
            }
        },
        CLOSED_AGAIN {
            @Override
            void reach(Rig rig) {
                rig.tripAndWait();
                rig.acquire(2).forEach(Permit::success);
                rig.breaker.acquire().success();
            }
        };

        abstract void reach(Rig rig);
    }

    static Stream<Arguments> laterPhases() {
        return Rig.waysAndOutcomes()
                .flatMap(each ->
                        Stream.of(Later.values()).map(later -> Arguments.of(each.get()[0], each.get()[1], later)));
    }

    private final Rig rig = Rig.withProbes(TWO_PROBES);

    @ParameterizedTest
    @MethodSource("laterPhases")
    void shouldOnlyCountAResultFromClosed(WayIn way, Outcome outcome, Later later) {
        shouldOnlyCount(way, outcome, later);
    }

    @ParameterizedTest
    @MethodSource("laterPhases")
    void shouldOnlyCountAResultFromAnEarlierClosedPhase(WayIn way, Outcome outcome, Later later) {
        Later.CLOSED_AGAIN.reach(rig);
        rig.advance(Rig.WAIT.multipliedBy(2));
        shouldOnlyCount(way, outcome, later);
    }

    @ParameterizedTest
    @MethodSource("laterPhases")
    void shouldOnlyCountTheResultOfAnEarlierRoundsProbe(WayIn way, Outcome outcome, Later later) {
        rig.tripAndWait();
        shouldOnlyCount(way, outcome, later);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldOnlyCountTheResultOfAProbeThatWasNotNeededToClose(WayIn way, Outcome outcome) {
        Rig either = Rig.withProbes(TWO_PROBES.required(1));
        either.tripAndWait();
        AtomicReference<@Nullable Snapshot> before = new AtomicReference<>();
        either.call(way, outcome, () -> {
            either.breaker.acquire().success();
            assertThat(either.breaker.state()).isEqualTo(State.CLOSED);
            before.set(either.breaker.snapshot());
        });
        assertOnlyLate(before.get(), either.breaker.snapshot());
        assertThat(either.path()).endsWith(State.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.Rig#waysAndOutcomes")
    void shouldNotGiveBackAPlaceThatALateResultNeverTook(WayIn way, Outcome outcome) {
        Rig one = new Rig(config -> config);
        one.call(way, outcome, () -> {
            one.tripAndWait();
            one.breaker.acquire();
        });
        assertThat(one.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        assertThat(one.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseByProbesAloneWhileOldSuccessesComeBack(WayIn way) {
        rig.call(
                way,
                Outcome.SUCCESS,
                () -> rig.call(
                        way,
                        Outcome.SUCCESS,
                        () -> rig.call(way, Outcome.SUCCESS, () -> {
                            rig.tripAndWait();
                            rig.breaker.acquire().success();
                        })));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(3);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeitherProlongNorAnnounceAgainByLateFailures(WayIn way) {
        rig.call(
                way,
                Outcome.FAILURE,
                () -> rig.call(way, Outcome.FAILURE, () -> {
                    rig.trip();
                    rig.advance(Rig.WAIT.minus(Rig.TICK));
                }));
        assertThat(rig.waitAhead()).isEqualTo(Rig.TICK);
        assertThat(rig.path()).containsExactly(State.OPEN);
    }

    private void shouldOnlyCount(WayIn way, Outcome outcome, Later later) {
        AtomicReference<@Nullable Snapshot> before = new AtomicReference<>();
        int[] changes = {0};
        rig.call(way, outcome, () -> {
            later.reach(rig);
            before.set(rig.breaker.snapshot());
            changes[0] = rig.changes.size();
        });
        assertOnlyLate(before.get(), rig.breaker.snapshot());
        assertThat(rig.changes).as("no change by the late result").hasSize(changes[0]);
    }

    /** The snapshots differ by one call that came back, late. */
    private static void assertOnlyLate(@Nullable Snapshot before, Snapshot after) {
        assertThat(before).isNotNull();
        Map<String, @Nullable Object> expected = new HashMap<>(before.toMap());
        expected.put("stale", before.totals().stale() + 1);
        expected.put("inFlight", before.inFlight() - 1);
        assertThat(after.toMap()).isEqualTo(expected);
        assertThat(after.probes()).isEqualTo(before.probes());
        assertThat(after.lastTrip()).isEqualTo(before.lastTrip());
        assertThat(after.totals().rejected()).isEqualTo(before.totals().rejected());
    }
}
