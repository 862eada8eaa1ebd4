// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.recovery.Ramp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time in each state is that between the dates of the changes, and never decreases. */
class TimeInStateTest {
    private final Rig rig = new Rig();

    private static void bind(Rig rig) {
        CircuitBreakerMetrics.of(rig.breaker).bindTo(rig.registry);
    }

    @Test
    void shouldCountTheStretchUnderWayAndThoseThatAreOver() {
        bind(rig);
        rig.seconds(7);
        assertThat(rig.secondsIn(State.CLOSED)).isEqualTo(7);
        rig.trip();
        rig.seconds(2.5);
        assertThat(rig.secondsIn(State.CLOSED)).isEqualTo(7);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(2.5);
        assertThat(rig.secondsIn(State.HALF_OPEN)).isZero();
        rig.breaker.forceOpen("maintenance");
        rig.seconds(3_600);
        rig.breaker.reset("done");
        rig.seconds(1);
        assertThat(rig.secondsIn(State.CLOSED)).isEqualTo(8);
        assertThat(rig.secondsIn(State.FORCED_OPEN)).isEqualTo(3_600);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(2.5);
    }

    @Test
    void shouldBeginWithTheStretchThatIsUnderWayWhenItIsBound() {
        rig.seconds(100);
        rig.trip();
        rig.seconds(4);
        bind(rig);
        rig.seconds(1);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(5);
        assertThat(rig.secondsIn(State.CLOSED)).isZero();
    }

    /** The next probe comes long after the wait: half-open begins when the wait was over, not with the probe. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDateAChangeThatIsNoticedLateWhenItFellDue(boolean readMeanwhile) {
        bind(rig);
        rig.trip();
        rig.seconds(60);
        if (readMeanwhile) {
            assertThat(rig.secondsIn(State.OPEN)).as("open for certain").isEqualTo(10);
            assertThat(rig.secondsIn(State.HALF_OPEN)).as("not known yet").isZero();
        }
        Permit probe = rig.breaker.acquire();
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(10);
        assertThat(rig.secondsIn(State.HALF_OPEN)).isEqualTo(50);
        probe.success();
        rig.probe();
        rig.seconds(1);
        assertThat(rig.secondsIn(State.HALF_OPEN)).isEqualTo(50);
        assertThat(rig.secondsIn(State.CLOSED)).isEqualTo(1);
    }

    @Test
    void shouldGiveTheTimeAfterTheWaitToTheOpenStateIfItIsEndedByHand() {
        bind(rig);
        rig.trip();
        rig.seconds(60);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(10);
        rig.breaker.reset("by hand, before any probe");
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(60);
    }

    @Test
    void shouldTakeNothingBackWhenALeaseTurnsOutToHaveExpired() {
        bind(rig);
        rig.trip();
        rig.seconds(10);
        rig.breaker.acquire();
        rig.seconds(20);
        assertThat(rig.secondsIn(State.HALF_OPEN)).isEqualTo(20);
        rig.seconds(15);
        assertThat(rig.secondsIn(State.HALF_OPEN)).as("the lease is over").isEqualTo(20);
        assertThat(rig.breaker.tryAcquire()).as("open since its end").isEmpty();
        assertThat(rig.secondsIn(State.HALF_OPEN)).isEqualTo(30);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(15);
    }

    @Test
    void shouldTakeNothingBackWhenARampTurnsOutToHaveEnded() {
        Rig ramping = new Rig(config -> config.ramp(Ramp.over(Duration.ofSeconds(40))));
        bind(ramping);
        ramping.trip();
        ramping.seconds(10);
        ramping.probe();
        ramping.probe();
        ramping.seconds(30);
        assertThat(ramping.secondsIn(State.HALF_OPEN)).isEqualTo(30);
        ramping.seconds(100);
        assertThat(ramping.secondsIn(State.HALF_OPEN)).isEqualTo(30);
        ramping.probe();
        assertThat(ramping.secondsIn(State.HALF_OPEN)).isEqualTo(40);
        assertThat(ramping.secondsIn(State.CLOSED)).isEqualTo(90);
    }

    @Test
    void shouldNotMindThatTheWallClockIsSet() {
        bind(rig);
        rig.seconds(5);
        rig.clock.set(rig.clock.instant().plus(Duration.ofDays(400)));
        rig.trip();
        rig.seconds(5);
        rig.clock.set(rig.clock.instant().minus(Duration.ofDays(4_000)));
        rig.breaker.reset("in another time");
        rig.seconds(5);
        assertThat(rig.secondsIn(State.CLOSED)).isEqualTo(10);
        assertThat(rig.secondsIn(State.OPEN)).isEqualTo(5);
    }

    /** Then the date of the change is no use; but when all is over no time is lost, and none comes from nowhere. */
    @ParameterizedTest
    @ValueSource(ints = {400, -400})
    void shouldLoseNoTimeWhenTheWallClockIsSetBeforeItHearsOfAChange(int days) {
        rig.breaker.onStateChange(change -> {
            if (change.to() == State.OPEN) {
                rig.clock.set(rig.clock.instant().plus(Duration.ofDays(days)));
            }
        });
        bind(rig);
        rig.seconds(5);
        rig.trip();
        rig.seconds(5);
        rig.breaker.reset("so that every stretch is over");
        assertThat(rig.secondsIn(State.CLOSED)).isBetween(0.0, 5.0);
        assertThat(rig.secondsIn(State.CLOSED) + rig.secondsIn(State.OPEN)).isEqualTo(10);
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 50).boxed().toList();
    }

    /** The oracle books the dates of the changes, which are exact here, when all is over. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverDecreaseAndAddUpWhateverHappens(int seed) {
        Random random = new Random(seed);
        Rig life = new Rig(config -> config.ramp(random.nextBoolean() ? Ramp.off() : Ramp.over(Rig.WAIT)));
        bind(life);
        Map<State, Double> expected = new EnumMap<>(State.class);
        Instant[] since = {life.clock.instant()};
        life.breaker.onStateChange(change -> {
            expected.merge(
                    change.from(), Duration.between(since[0], change.at()).toMillis() / 1e3, Double::sum);
            since[0] = change.at();
        });
        Map<State, Double> last = new EnumMap<>(State.class);
        List<Permit> out = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            life.seconds(random.nextInt(20));
            switch (random.nextInt(8)) {
                case 0, 1 -> life.breaker.tryAcquire().ifPresent(out::add);
                case 2, 3 -> life.breaker.tryAcquire().ifPresent(Permit::success);
                case 4 -> life.breaker.tryAcquire().ifPresent(Permit::failure);
                case 5 -> out.stream().findFirst().ifPresent(Permit::success);
                case 6 -> out.clear();
                default -> byHand(life, random.nextInt(12));
            }
            if (random.nextBoolean()) {
                for (State state : State.values()) {
                    double shown = life.secondsIn(state);
                    assertThat(shown).isGreaterThanOrEqualTo(last.getOrDefault(state, 0.0));
                    last.put(state, shown);
                }
            }
        }
        life.breaker.reset("so that every stretch is over");
        for (State state : State.values()) {
            assertThat(life.secondsIn(state))
                    .as("%s", state)
                    .isCloseTo(expected.getOrDefault(state, 0.0), within(1e-6));
        }
    }

    private static void byHand(Rig life, int which) {
        switch (which) {
            case 0 -> life.breaker.forceOpen("by hand");
            case 1 -> life.breaker.disable("by hand");
            case 2 -> life.breaker.metricsOnly("by hand");
            case 3 -> life.breaker.open(Duration.ofSeconds(3), "by hand");
            case 4 -> life.breaker.reset("by hand");
            default -> life.breaker.release("by hand");
        }
    }
}
