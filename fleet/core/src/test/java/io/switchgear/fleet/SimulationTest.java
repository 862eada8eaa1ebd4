// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bars of a fleet, and what holds at every moment of a long random run. A failure prints its seed. */
class SimulationTest {
    private static final Duration OUTAGE = Duration.ofMinutes(5);
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    /** The rows of the README's table: target/fleet.md. */
    private static final List<String> TABLE = new ArrayList<>();

    @AfterAll
    static void write() throws IOException {
        Files.write(Path.of("target", "fleet.md"), TABLE);
    }

    /** The runs are random, so the bounds are for each of a few seeds, with the default settings. */
    @ParameterizedTest(name = "{0} instances, seed {1}")
    @CsvSource({"8, 1, 0.5", "8, 2, 0.5", "8, 3, 0.5", "50, 1, 0.25", "50, 2, 0.25", "200, 1, 0.25", "200, 2, 0.25"})
    void shouldSpareADeadDependency(int count, long seed, double bar) {
        World alone = new World(seed).alone(count, 10);
        World fleet = new World(seed).fleet(count, 10);
        for (World each : List.of(alone, fleet)) {
            each.runFor(A_WHILE);
            each.down();
            each.runFor(OUTAGE);
            each.up();
        }
        Duration back = fleet.runUntil(() -> fleet.allIn(State.CLOSED), Duration.ofMinutes(2));

        TABLE.add("| %d | %d / %d / %d | %d / %d / %d | %.1f s |"
                .formatted(
                        count,
                        alone.toTheDead(),
                        alone.probesToTheDead(),
                        alone.mostProbesAtOnce(),
                        fleet.toTheDead(),
                        fleet.probesToTheDead(),
                        fleet.mostProbesAtOnce(),
                        back.toMillis() / 1e3));
        assertThat((double) fleet.toTheDead() / alone.toTheDead())
                .as("%d calls to the dead dependency, %d alone", fleet.toTheDead(), alone.toTheDead())
                .isLessThanOrEqualTo(bar);
        assertThat(fleet.mostProbesAtOnce()).as("probes in 100 ms").isLessThanOrEqualTo(3);
        // The fleet's longest wait, the probes, and the 5 s over which breakers without a ramp come back.
        assertThat(back).as("time until all are closed").isLessThan(Duration.ofSeconds(10 + 1 + 5));
    }

    @Test
    void shouldAskTheStoreLittle() {
        World world = new World(5).fleet(50, 10, World.every(Duration.ofSeconds(10)));
        world.runFor(Duration.ofMinutes(2));
        long calmBefore = operations(world);
        world.runFor(Duration.ofSeconds(100));
        assertThat((operations(world) - calmBefore) / 50)
                .as("operations of an instance in 100 s of calm")
                .isBetween(9L, 11L);

        world.down();
        world.runFor(Duration.ofMinutes(1));
        long before = operations(world);
        world.runFor(Duration.ofSeconds(100));
        // A report a second; and in each of the ten rounds at most a request for the lease and the result.
        assertThat((operations(world) - before) / 50)
                .as("operations of an instance in 100 s of outage")
                .isBetween(90L, 130L);
    }

    private static long operations(World world) {
        return world.instances.stream()
                .mapToLong(each -> each.link.operations())
                .sum();
    }

    /**
     * Faults of every kind at random moments, with real breakers. In between, when all is well for long enough, the fleet
     * agrees with itself and with the truth.
     */
    @Test
    void shouldAgreeAgainAfterAnyFaults() {
        long seed = Long.getLong("switchgear.seed", ThreadLocalRandom.current().nextLong());
        int rounds = Boolean.getBoolean("switchgear.full") ? 200 : 20;
        World world = new World(seed).fleet(20, 5);
        List<String> story = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 6; i++) {
                story.add(fault(world));
                world.runFor(Duration.ofMillis(1 + world.random.nextInt(15_000)));
            }
            world.instances.forEach(each -> {
                each.link.mend();
                each.badPath = false;
            });
            world.up();
            world.runFor(Duration.ofMinutes(3));
            assertThat(world.allIn(State.CLOSED))
                    .as("seed %d, round %d: all closed after three good minutes; %s", seed, round, story)
                    .isTrue();
            assertThat(world.instances)
                    .as("seed %d, round %d: all know that the fleet is closed; %s", seed, round, story)
                    .allSatisfy(each -> {
                        assertThat(each.view().fleet()).isEqualTo(FleetState.CLOSED);
                        assertThat(each.view().isAlone()).isFalse();
                        assertThat(each.view().isVoting()).isFalse();
                    });
            story.clear();
        }
        world.close();
    }

    private static String fault(World world) {
        RandomGenerator random = world.random;
        World.Instance one = world.instances.get(random.nextInt(world.instances.size()));
        switch (random.nextInt(8)) {
            case 0 -> world.down();
            case 1 -> world.up();
            case 2 -> world.store.forget();
            case 3 -> one.link.cut();
            case 4 -> one.link.stop();
            case 5 -> world.instances.forEach(each -> each.link.mend());
            case 6 -> one.badPath = !one.badPath;
            default ->
                world.time
                        .scheduler()
                        .schedule(() -> world.instances.forEach(each -> each.link.stop()), 1, TimeUnit.MILLISECONDS);
        }
        return world.time.instantSource().instant() + " " + one.name;
    }

    @Test
    void shouldNotOpenForWhatABreakerAloneLetsPass() {
        for (double failing : new double[] {0.05, 0.1, 0.2}) {
            for (int count : new int[] {2, 5, 20}) {
                UnaryOperator<FleetBuilder> defaults = each -> each;
                World world = new World(9).fleet(count, 10, defaults);
                world.runFor(A_WHILE); // the first calls of a breaker are few, so its rates are rough
                world.failing(failing);
                int opened = 0;
                for (int minute = 0; minute < 120; minute++) {
                    world.runFor(A_WHILE);
                    opened += world.instances.get(0).view().fleet() == FleetState.OPEN ? 1 : 0;
                }
                assertThat(opened)
                        .as("openings of %d instances at %.0f %% failures", count, 100 * failing)
                        .isZero();
            }
        }
    }
}
