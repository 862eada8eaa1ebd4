// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the store, the network and other instances do in the middle of an outage. */
class StoreFaultsTest {
    private static final int INSTANCES = 30;
    private static final Duration OUTAGE = Duration.ofMinutes(3);
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private static void all(World world, Consumer<Link> what) {
        world.instances.forEach(each -> what.accept(each.link));
    }

    /** Repeats something during an outage. */
    private static void each(World world, Duration every, Runnable what) {
        world.time.scheduler().scheduleAtFixedRate(what, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    static List<Arguments> faults() {
        return List.of(
                Arguments.of("nothing", (Consumer<World>) world -> {}, 300),
                Arguments.of(
                        "emptied each second",
                        (Consumer<World>) world -> each(world, Duration.ofSeconds(1), world.store::forget),
                        400),
                Arguments.of("deaf for changes", (Consumer<World>) world -> all(world, Link::deafen), 450),
                Arguments.of("emptied once", (Consumer<World>) world -> world.store.forget(), 300),
                Arguments.of(
                        "emptied while its clock goes back an hour",
                        (Consumer<World>) world -> {
                            world.stepBack();
                            world.store.forget();
                        },
                        450),
                Arguments.of("gone for good", (Consumer<World>) world -> all(world, Link::cut), 1_200),
                Arguments.of(
                        "stopped for 8 s",
                        (Consumer<World>) world -> {
                            all(world, Link::stop);
                            world.time.scheduler().schedule(() -> all(world, Link::mend), 8, TimeUnit.SECONDS);
                        },
                        500),
                Arguments.of(
                        "gone for 20 s and empty then",
                        (Consumer<World>) world -> {
                            all(world, Link::cut);
                            world.store.forget();
                            world.time.scheduler().schedule(() -> all(world, Link::mend), 20, TimeUnit.SECONDS);
                        },
                        600),
                Arguments.of(
                        "half of the instances cut off",
                        (Consumer<World>) world ->
                                world.instances.stream().limit(INSTANCES / 2).forEach(each -> each.link.cut()),
                        800),
                Arguments.of(
                        "ten seconds on, ten off",
                        (Consumer<World>) world -> {
                            each(world, Duration.ofSeconds(20), () -> all(world, Link::cut));
                            each(world, Duration.ofSeconds(10), () -> all(world, Link::mend));
                        },
                        1_000));
    }

    /** Whatever the store does, the breakers recover, and fewer calls are spent than alone. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldRecoverWhateverHappensToTheStore(String name, Consumer<World> fault, int mostCalls) {
        shouldRecover(fault, mostCalls, new World(11), new World(11));
        Duration ramp = Duration.ofSeconds(5);
        shouldRecover(fault, mostCalls, new World(12).ramp(ramp), new World(12).ramp(ramp));
    }

    private static void shouldRecover(Consumer<World> fault, int mostCalls, World world, World alone) {
        world.fleet(INSTANCES, 10);
        alone.alone(INSTANCES, 10);
        for (World each : List.of(world, alone)) {
            each.runFor(A_WHILE);
            each.down();
            each.runFor(Duration.ofSeconds(5));
        }
        fault.accept(world);
        for (World each : List.of(world, alone)) {
            each.runFor(OUTAGE);
            each.up();
        }
        Duration taken = world.runUntil(() -> world.allIn(State.CLOSED), Duration.ofMinutes(2));

        assertThat(world.toTheDead()).as("calls to the dead service").isLessThan(mostCalls);
        assertThat(world.toTheDead())
                .as("as many as alone, at the most")
                .isLessThanOrEqualTo(alone.toTheDead() * 11 / 10);
        assertThat(taken).as("as soon as alone, at the latest").isLessThan(Duration.ofSeconds(45));
        world.runFor(Duration.ofMinutes(1));
        assertThat(world.allIn(State.CLOSED)).as("nobody opens again").isTrue();
    }

    /** The instance that probes next, for all. */
    private static World.Instance nextHolder(World world) {
        world.runUntil(() -> world.in(State.HALF_OPEN) > 0, A_WHILE);
        return world.instances.stream()
                .filter(each -> each.breaker.state() == State.HALF_OPEN)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldGoByItsOwnRulesWithoutAStoreFromTheStart() {
        World world = new World(12);
        world.fleet(INSTANCES, 10);
        all(world, Link::cut);
        World alone = new World(12).alone(INSTANCES, 10);
        for (World each : List.of(world, alone)) {
            each.runFor(A_WHILE);
            each.down();
            each.runFor(OUTAGE);
            each.up();
            each.runUntil(() -> each.allIn(State.CLOSED), Duration.ofMinutes(2));
        }
        assertThat(world.allIn(State.CLOSED)).isTrue();
        assertThat(world.toTheDead()).isBetween(alone.toTheDead() * 8 / 10, alone.toTheDead() * 12 / 10);
        assertThat(world.instances.get(0).view().isAlone()).isTrue();
        assertThat(world.instances.get(0).view().unanswered()).isPositive();
    }

    @Test
    void shouldLetAnotherProbeWhenTheHolderDies() {
        World world = new World(13).fleet(INSTANCES, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(Duration.ofSeconds(20));
        World.Instance holder = nextHolder(world);
        holder.dead = true;
        holder.link.cut();
        world.up();

        world.runUntil(() -> world.in(State.CLOSED) == INSTANCES - 1, Duration.ofMinutes(1));
        assertThat(world.in(State.CLOSED)).isEqualTo(INSTANCES - 1);
        assertThat(world.sinceUp()).isLessThan(Duration.ofSeconds(26));
    }

    @Test
    void shouldTellTheFleetAgainWhenTheResultOfItsProbesWasLost() {
        World world = new World(16).fleet(INSTANCES, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(Duration.ofSeconds(20));
        world.runUntil(() -> world.in(State.OPEN) == INSTANCES, A_WHILE);
        world.up();
        World.Instance holder = nextHolder(world);
        holder.link.cut();
        world.runUntil(() -> holder.breaker.state() == State.CLOSED, A_WHILE);
        world.runFor(Duration.ofSeconds(1));
        holder.link.mend();
        world.runFor(Duration.ofSeconds(2)); // the others would wait for the end of the lease

        assertThat(world.instances)
                .allSatisfy(each -> assertThat(each.view().fleet()).isEqualTo(FleetState.CLOSED));
    }

    @Test
    void shouldNotWaitForALeaseOfWhichTheAnswerWasLost() {
        World world = new World(17).fleet(1, 20, World.every(Duration.ofSeconds(5)));
        world.fleet(1, 20, World.every(Duration.ofSeconds(5)));
        World.Instance one = world.instances.get(0);
        world.runFor(A_WHILE);
        world.down();
        world.runUntil(() -> one.view().fleet() == FleetState.OPEN, A_WHILE);
        world.instances.get(1).dead = true;
        world.up();
        long before = one.link.operations();
        world.runFor(one.view().left());
        one.link.loseNextAnswer();
        world.runUntil(() -> one.breaker.state() == State.CLOSED, A_WHILE);

        assertThat(one.view().unanswered())
                .as("a lost answer, of %d operations", one.link.operations() - before)
                .isPositive();
        assertThat(world.sinceUp()).isLessThan(Duration.ofSeconds(5 + 3));
    }

    @Test
    void shouldRefuseTheLateResultOfAHolderThatWasStopped() {
        World world = new World(14).fleet(INSTANCES, 10);
        world.runFor(A_WHILE);
        world.down();
        world.runFor(Duration.ofSeconds(20));
        World.Instance holder = nextHolder(world);
        holder.link.stop();
        world.up();
        world.runUntil(() -> world.in(State.CLOSED) >= INSTANCES - 1, Duration.ofMinutes(1));
        world.runFor(A_WHILE);
        holder.link.mend(); // its result and its lease come now
        world.runFor(A_WHILE);

        assertThat(world.allIn(State.CLOSED)).isTrue();
        assertThat(world.instances.get(0).view().fleet()).isEqualTo(FleetState.CLOSED);
    }
}
