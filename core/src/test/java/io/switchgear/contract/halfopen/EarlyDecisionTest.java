// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Half-open ends with the very probe that makes the result certain: not before, not after, whichever way. */
@Tag("C30")
@Tag("C32")
class EarlyDecisionTest {
    private static final int MOST_PROBES = 4;

    @ParameterizedTest
    @EnumSource
    void shouldDecideAsSoonAsTheResultIsCertain(WayIn way) {
        for (int probes = 1; probes <= MOST_PROBES; probes++) {
            for (int required = 1; required <= probes; required++) {
                for (List<Outcome> outcomes : sequences(probes, 1)) {
                    follow(way, probes, required, outcomes);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecideWithManyProbesToo(WayIn way) {
        for (int required : new int[] {1, 2, 99, 100}) {
            for (int successes : new int[] {0, required - 1, required, 100}) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    outcomes.add(i < successes ? Outcome.SUCCESS : Outcome.FAILURE);
                }
                follow(way, 100, required, outcomes);
            }
        }
    }

    /** Sends one probe after the other and compares after each with the oracle, until it is decided. */
    private static void follow(WayIn way, int probes, int required, List<Outcome> outcomes) {
        Rig rig = Rig.withProbes(HalfOpen.probes(probes).required(required).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        int successes = 0;
        int failures = 0;
        for (Outcome outcome : outcomes) {
            rig.call(way, outcome);
            successes += outcome == Outcome.SUCCESS ? 1 : 0;
            failures += outcome == Outcome.FAILURE ? 1 : 0;
            State expected = certain(probes, required, successes, failures);
            assertThat(rig.breaker.state())
                    .as("probes(%d).required(%d) after %d of %s", probes, required, successes + failures, outcomes)
                    .isEqualTo(expected);
            if (expected != State.HALF_OPEN) {
                return;
            }
        }
    }

    /** The naive oracle: plays the open places out in every possible way and looks whether all agree. */
    private static State certain(int probes, int required, int successes, int failures) {
        if (successes + failures == probes) {
            return successes >= required ? State.CLOSED : State.OPEN;
        }
        if (probes - successes - failures > MOST_PROBES) {
            State best = certain(probes, required, probes - failures, failures);
            State worst = certain(probes, required, successes, probes - successes);
            return best == worst ? best : State.HALF_OPEN;
        }
        State ifItSucceeds = certain(probes, required, successes + 1, failures);
        State ifItFails = certain(probes, required, successes, failures + 1);
        return ifItSucceeds == ifItFails ? ifItSucceeds : State.HALF_OPEN;
    }

    /** All sequences of so many counted outcomes with up to so many ignored ones in between. */
    private static List<List<Outcome>> sequences(int counted, int ignored) {
        if (counted == 0) {
            return List.of(List.of());
        }
        List<List<Outcome>> all = new ArrayList<>();
        for (List<Outcome> rest : sequences(counted - 1, ignored)) {
            all.add(with(Outcome.SUCCESS, rest));
            all.add(with(Outcome.FAILURE, rest));
        }
        if (ignored > 0) {
            for (List<Outcome> rest : sequences(counted, ignored - 1)) {
                all.add(with(Outcome.IGNORED, rest));
            }
        }
        return all;
    }

    private static List<Outcome> with(Outcome first, List<Outcome> rest) {
        List<Outcome> sequence = new ArrayList<>(rest);
        sequence.add(0, first);
        return sequence;
    }
}
