// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.simulation.guard.Guards;
import org.junit.jupiter.api.Test;

/** How the simulated services behave without a guard. */
class ServicesTest {
    private static Score without(Scenario scenario) {
        return World.run(scenario, Guards.NONE.maker(), 3);
    }

    private static Scenario on(Load load, Service.Maker server) {
        return Scenario.of("server", load, server, 100, 100).after(100);
    }

    @Test
    void shouldFailTheShareThatWasAskedFor() {
        Score score = without(Scenario.of("share", Load.of(200), Failing.of(0.1, 0.3), 100, 100));

        assertThat(score.failed() / score.calls()).isEqualTo(0.3, within(0.01));
        assertThat(score.goodput()).isEqualTo(1, within(0.02));
        assertThat(score.after()).isEqualTo(0.9, within(0.01));
    }

    @Test
    void shouldServeAsMuchAsItCanAndRefuseTheRest() {
        Score score = without(on(new Load(200, 1, true), Server.of(100, 1, 10)));

        assertThat(score.load()).isEqualTo(20_000);
        assertThat(score.goodput()).as("of 100 calls/s").isEqualTo(1, within(0.03));
        assertThat(score.failed()).isEqualTo(10_000, within(300.0));
    }

    @Test
    void shouldServeLessInABrownOut() {
        Score score = without(on(new Load(200, 1, true), Server.of(250, 0.5, 10)));

        assertThat(score.failed()).as("of 20,000 with 125 calls/s").isEqualTo(7_500, within(300.0));
        assertThat(score.after()).isEqualTo(1, within(0.01));
    }

    @Test
    void shouldAnswerEverythingThatItCanCarry() {
        Score score = without(on(Load.of(200), Server.of(250, 1, 2_000)).impatient(1, 1));

        assertThat(score.goodput()).isEqualTo(1, within(0.001));
        assertThat(score.after()).isEqualTo(1, within(0.001));
    }

    @Test
    void shouldNotRecoverFromASlumpBehindADeepQueueAsItServesCallersWhoHaveLeft() {
        Scenario slump = Scenario.of("slump", Load.of(200), Server.of(250, 0.1, 2_000), 20, 20)
                .after(100);

        assertThat(without(slump.impatient(1, 1)).recovery()).isInfinite();
        assertThat(without(slump.impatient(1, 0)).recovery())
                .as("without retries the load is below what it can carry")
                .isBetween(20.0, 90.0);
    }

    @Test
    void shouldRecoverFromASlumpBehindAShortQueue() {
        Scenario slump = Scenario.of("slump", Load.of(200), Server.of(250, 0.1, 125), 20, 20);

        assertThat(without(slump.impatient(1, 1)).recovery()).isLessThan(10);
    }
}
