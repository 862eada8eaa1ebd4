// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Rig;
import io.switchgear.support.Durations;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the waits of one outage follow from the back-off and the random source. */
@Tag("C20")
class BackoffGrowthTest {
    private static final Backoff DOUBLING =
            Backoff.exponential(Duration.ofSeconds(8)).upTo(Duration.ofSeconds(60));

    @ParameterizedTest
    @EnumSource
    void shouldGrowWithEachReOpeningUpToTheCap(WayIn way) {
        assertThat(waits(way, DOUBLING.jitter(0), Rig.LOWEST, 6)).containsExactly(seconds(8, 16, 32, 60, 60, 60));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGrowByTheFactorThatWasSet(WayIn way) {
        Backoff slowly = DOUBLING.jitter(0).factor(1.5);
        assertThat(waits(way, slowly, Rig.LOWEST, 4)).containsExactly(seconds(8, 12, 18, 27));
        assertThat(waits(way, DOUBLING.jitter(0).factor(1), Rig.LOWEST, 3)).containsExactly(seconds(8, 8, 8));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNothingOffWhenTheRandomNumberIsZero(WayIn way) {
        assertThat(waits(way, DOUBLING.jitter(0.5), Rig.LOWEST, 5)).containsExactly(seconds(8, 16, 32, 60, 60));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAlmostTheWholeJitterOffWhenTheRandomNumberIsAlmostOne(WayIn way) {
        List<Duration> waits = waits(way, DOUBLING.jitter(0.5), Rig.HIGHEST, 5);
        Duration[] halves = seconds(4, 8, 16, 30, 30);
        for (int i = 0; i < halves.length; i++) {
            assertThat(waits.get(i)).isBetween(halves[i], halves[i].plusNanos(10));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void shouldKeepEveryJitteredWaitBetweenItsBounds(double jitter) {
        RandomGenerator seeded = RandomGenerator.of("L64X128MixRandom");
        Duration full = Duration.ofSeconds(8);
        Duration least = Duration.ofNanos((long) (full.toNanos() * (1 - jitter)) - 1);
        for (int i = 0; i < 100; i++) {
            Rig rig = new Rig(config -> config.openFor(DOUBLING.jitter(jitter)).random(seeded));
            rig.trip();
            assertThat(rig.waitAhead()).isBetween(least, full);
        }
    }

    @Test
    void shouldDrawAnotherNumberForEachOpening() {
        AtomicLong next = new AtomicLong();
        RandomGenerator quarters = () -> next.getAndIncrement() << 62;
        Backoff backoff = Backoff.exponential(Duration.ofSeconds(8)).factor(1).jitter(1);
        assertThat(Set.copyOf(waits(WayIn.CALL, backoff, quarters, 4))).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskAFunctionOfTheUserWithTheAttempt(WayIn way) {
        Backoff odd = Backoff.of(attempt -> Duration.ofSeconds(attempt * attempt));
        assertThat(waits(way, odd, Rig.HIGHEST, 4)).containsExactly(seconds(1, 4, 9, 16));
    }

    @Test
    void shouldTakeTheLongestWaitThereIsAndNoLongerOne() {
        assertThat(Backoff.of(attempt -> Durations.LONGEST)
                        .upTo(Durations.LONGEST)
                        .jitter(0)
                        .waitFor(1, 0))
                .isEqualTo(Durations.LONGEST);
        assertThatThrownBy(() ->
                        Backoff.of(attempt -> Durations.LONGEST.plusNanos(1)).waitFor(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most " + Durations.text(Durations.LONGEST));
    }

    @Test
    void shouldStayAtTheCapForThousandsOfReOpenings() {
        Backoff steep = Backoff.exponential(Duration.ofNanos(1))
                .factor(1_000)
                .upTo(Durations.LONGEST)
                .jitter(0);
        for (int attempt : new int[] {8, 100, 1_000, 1_000_000, Integer.MAX_VALUE}) {
            assertThat(steep.waitFor(attempt, 0)).isEqualTo(Durations.LONGEST);
        }
        Backoff none = Backoff.exponential(Duration.ZERO).jitter(0);
        assertThat(none.waitFor(Integer.MAX_VALUE, 0)).isZero();
    }

    /** The waits of an outage in which every probe fails. */
    private static List<Duration> waits(WayIn way, Backoff backoff, RandomGenerator random, int openings) {
        Rig rig = new Rig(config -> config.openFor(backoff).random(random));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < openings; i++) {
            rig.call(way, Outcome.FAILURE);
            assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
            waits.add(rig.waitAhead());
            assertThat(rig.changes.get(rig.changes.size() - 1).openFor()).contains(rig.waitAhead());
            rig.advance(rig.waitAhead());
        }
        return waits;
    }

    private static Duration[] seconds(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }
}
