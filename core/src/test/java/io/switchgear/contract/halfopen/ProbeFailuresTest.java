// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Half-open has three numbers: the probes, the successes that close, and the failures that open again. */
@Tag("C37")
class ProbeFailuresTest {

    @ParameterizedTest
    @EnumSource
    void shouldDecideByWhicheverNumberIsReachedFirst(WayIn way) {
        for (int probes = 1; probes <= 4; probes++) {
            for (int required = 1; required <= probes; required++) {
                for (int failures = 1; required + failures - 1 <= probes; failures++) {
                    for (int results = 0; results < 1 << probes; results++) {
                        follow(way, HalfOpen.probes(probes).required(required).failures(failures), results);
                    }
                }
            }
        }
    }

    /** Sends probes one after the other, with a bit for the result of each. */
    private static void follow(WayIn way, HalfOpen plan, int results) {
        Rig rig = Rig.withProbes(plan.probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        int successes = 0;
        int failures = 0;
        for (int probe = 0; successes < plan.required() && failures < plan.failures(); probe++) {
            assertThat(probe).as("probes that %s needs", plan).isLessThan(plan.probes());
            boolean fails = (results >> probe & 1) == 1;
            rig.call(way, fails ? Outcome.FAILURE : Outcome.SUCCESS);
            failures += fails ? 1 : 0;
            successes += fails ? 0 : 1;
            State expected = successes == plan.required()
                    ? State.CLOSED
                    : failures == plan.failures() ? State.OPEN : State.HALF_OPEN;
            assertThat(rig.breaker.state())
                    .as("%s after %d successes", plan, successes)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldLetTheFirstOfTwoDecideEitherWay() {
        HalfOpen plan = HalfOpen.probes(2).required(1).failures(1);
        Rig rig = Rig.withProbes(plan);
        rig.tripAndWait();
        List<Permit> two = rig.acquire(2);

        two.get(1).failure();

        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.changes.get(2).reason())
                .isEqualTo("1 of 2 probes failed, 1 failure opens it again (a failure without an exception)");
        assertThat(two.get(0).success()).as("too late").isTrue();
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldTellSeveralFailuresAndTheDefaultInTheirWords() {
        assertThat(reopenedBy(HalfOpen.probes(5).required(2).failures(3)))
                .startsWith("3 of 5 probes failed, 3 failures open it again (");
        assertThat(reopenedBy(HalfOpen.probes(3).required(2))).startsWith("2 of 3 probes failed, 2 must succeed (");
    }

    private static String reopenedBy(HalfOpen plan) {
        Rig rig = Rig.withProbes(plan);
        rig.tripAndWait();
        rig.acquire(plan.failures()).forEach(Permit::failure);
        return rig.changes.get(2).reason();
    }

    @Test
    void shouldByDefaultOpenAgainWhenTheSuccessesCannotBeReached() {
        assertThat(HalfOpen.DEFAULT.failures()).isEqualTo(2);
        assertThat(HalfOpen.probes(5).required(2).failures()).isEqualTo(4);
        assertThat(HalfOpen.probes(3).failures(1).required(2).failures())
                .as("as given, whatever the order")
                .isEqualTo(1);
        assertThat(HalfOpen.probes(3).required(2)).isEqualTo(new HalfOpen(3, 2, 3, HalfOpen.DEFAULT.probeTimeout()));
        assertThat(HalfOpen.probes(3).required(2))
                .isNotEqualTo(HalfOpen.probes(3).required(2).failures(1))
                .hasSameHashCodeAs(HalfOpen.probes(3).required(2));
    }
}
