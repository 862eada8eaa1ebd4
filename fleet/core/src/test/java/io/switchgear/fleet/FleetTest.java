// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static io.switchgear.fleet.World.BREAKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    @Test
    void shouldOpenAllWhenAQuorumHasOpened() {
        World world = new World(1).fleet(10, 10);
        world.runFor(A_WHILE);
        assertThat(world.allIn(State.CLOSED)).isTrue();

        world.down();
        Duration untilFirst = world.runUntil(() -> world.in(State.OPEN) > 0, A_WHILE);
        Duration untilAll = world.runUntil(() -> world.allIn(State.OPEN), A_WHILE);

        assertThat(untilFirst).isLessThan(Duration.ofSeconds(2));
        assertThat(untilAll).isLessThan(Duration.ofSeconds(1));
        assertThat(world.instances.get(0).view().fleet()).isEqualTo(FleetState.OPEN);
        assertThat(world.instances.get(0).breaker.health().reason())
                .contains("fleet shop: ", " of 10 instances opened; shop-");
    }

    @Test
    void shouldLetOneProbeForAll() {
        World alone = new World(2).alone(50, 10);
        World fleet = new World(2).fleet(50, 10);
        for (World each : new World[] {alone, fleet}) {
            each.runFor(A_WHILE);
            each.down();
            each.runFor(Duration.ofMinutes(5));
        }

        assertThat(fleet.mostProbesAtOnce()).isLessThanOrEqualTo(3);
        assertThat(fleet.probesToTheDead()).isLessThan(alone.probesToTheDead() / 4);
    }

    @Test
    void shouldComeBackTogether() {
        World world = new World(3).fleet(50, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(Duration.ofMinutes(3));
        world.up();
        Duration untilAll = world.runUntil(() -> world.allIn(State.CLOSED), A_WHILE);

        assertThat(untilAll).isLessThan(Duration.ofSeconds(13));
        world.runFor(Duration.ofMinutes(1));
        assertThat(world.allIn(State.CLOSED)).as("it is over").isTrue();
    }

    @Test
    void shouldComeBackTogetherThroughTheirRamps() {
        World world = new World(3).ramp(Duration.ofSeconds(10)).fleet(50, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(Duration.ofMinutes(3));
        world.up();
        Duration untilAll = world.runUntil(() -> world.allIn(State.CLOSED), Duration.ofMinutes(1));

        // The longest wait, the probes, and the ramp.
        assertThat(untilAll).isLessThan(Duration.ofSeconds(10 + 1 + 10));
        assertThat(world.instances)
                .allSatisfy(each -> assertThat(each.view().fleet()).isEqualTo(FleetState.CLOSED));
    }

    @Test
    void shouldKeepTheLeaseWhileItsProbesAreOut() {
        World world = new World(8).fleet(20, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(A_WHILE);
        world.callsTake(Duration.ofSeconds(25)); // more than the longest lease, less than the probe timeout
        world.runUntil(() -> world.in(State.HALF_OPEN) > 0, A_WHILE);
        for (int second = 0; second < 24; second++) {
            world.runFor(Duration.ofSeconds(1));
            assertThat(world.in(State.HALF_OPEN))
                    .as("probing after %d s", second)
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveTheOthersAloneWhenOneInstanceHasABadPath() {
        World world = new World(4).fleet(10, 10);
        world.runFor(A_WHILE);
        world.instances.get(3).badPath = true;
        world.runFor(Duration.ofMinutes(2));

        assertThat(world.instances.get(3).breaker.state()).isNotEqualTo(State.CLOSED);
        assertThat(world.in(State.CLOSED)).isEqualTo(9);
        assertThat(world.instances.get(0).view().fleet()).isEqualTo(FleetState.CLOSED);
    }

    @Test
    void shouldHoldAndReleaseAll() {
        World world = new World(5).fleet(5, 10);
        world.runFor(A_WHILE);
        world.instances.get(4).breaker.disable("a test here");
        Fleet fleet = world.instances.get(0).fleet.orElseThrow();

        var held = fleet.hold(BREAKER, Duration.ofMinutes(30), "ops", "migration");
        world.runFor(Duration.ofSeconds(1));
        assertThat(held).isCompleted();
        assertThat(world.in(State.OPEN)).isEqualTo(4);
        assertThat(world.instances.get(4).breaker.state()).as("held by hand").isEqualTo(State.DISABLED);
        assertThat(world.instances.get(2).breaker.health().reason()).contains("fleet shop: held by ops: migration");
        world.runFor(Duration.ofMinutes(29));
        assertThat(world.in(State.OPEN)).isEqualTo(4);

        var released = fleet.release(BREAKER, "ops", "done");
        world.runFor(Duration.ofSeconds(6));
        assertThat(released).isCompleted();
        assertThat(world.in(State.CLOSED)).isEqualTo(4);
    }

    @Test
    void shouldProbeAtTheEndOfAHold() {
        World world = new World(6).fleet(5, 10);
        world.runFor(A_WHILE);
        world.instances.get(0).fleet.orElseThrow().hold(BREAKER, Duration.ofMinutes(1), "ops", "migration");
        world.runFor(Duration.ofSeconds(59));
        assertThat(world.allIn(State.OPEN)).isTrue();

        world.runUntil(() -> world.allIn(State.CLOSED), A_WHILE);
        assertThat(world.allIn(State.CLOSED)).isTrue();
    }

    @Test
    void shouldAdoptAnOutageThatGoesOnWhenItJoins() {
        World world = new World(7).fleet(5, 10, World.every(Duration.ofSeconds(20)));
        world.runFor(A_WHILE);
        world.down();
        world.runUntil(() -> world.allIn(State.OPEN), A_WHILE);

        world.fleet(1, 10);
        world.runFor(Duration.ofSeconds(1));
        assertThat(world.instances.get(5).breaker.state()).isEqualTo(State.OPEN);
    }
}
