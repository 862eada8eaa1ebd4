// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.simulation.guard.Guards;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The event loop and the scores, in scenarios whose figures can be counted by hand: 10 calls/s at equal distances. */
class WorldTest {
    private static final Load EVEN = new Load(10, 1, true);

    private static Scenario outage(Service.Maker service) {
        return Scenario.of("outage", EVEN, service, 10, 10);
    }

    @Test
    void shouldCountWhatHappensInTheFaultAndInTheMinuteAfter() {
        Score score = World.run(outage(Failing.of(0, 1)), Guards.NONE.maker(), 1);

        assertThat(score.load()).isEqualTo(100);
        assertThat(score.calls()).isEqualTo(100);
        assertThat(score.failed()).isEqualTo(100);
        assertThat(score.goodput()).as("nothing was possible").isNaN();
        assertThat(score.after()).isEqualTo(1);
        assertThat(score.recovery()).isZero();
        assertThat(score.rejectedAfter()).isZero();
        assertThat(score.openings()).isZero();
    }

    @Test
    void shouldTellGoodputAsAShareOfThePossible() {
        Failing.Share halfOfTheTime = (seconds, part) -> seconds < 5 ? 1 : 0;

        Score score = World.run(
                outage(Failing.of(0, halfOfTheTime, Failing.FAST_NANOS)), (time, chance) -> new Until(time, 20), 1);

        // 50 requests could be answered, all of which come after the moment at which the guard stops rejecting.
        assertThat(score.goodput()).isEqualTo(1);
        assertThat(score.calls()).isEqualTo(50);
        assertThat(score.failed()).isZero();
    }

    @Test
    void shouldTellWhenMostCallsAreAnsweredAgain() {
        // The fault ends at 25 s.
        Score score = World.run(outage(Failing.of(0, 1)), (time, chance) -> new Until(time, 32), 1);

        assertThat(score.recovery()).isEqualTo(7);
        assertThat(score.after()).isEqualTo(53 / 60.0, within(1e-9));
        assertThat(score.rejectedAfter()).isEqualTo(7 / 60.0, within(1e-9));
    }

    @Test
    void shouldTellWhenTheLastGuardWasClosedForGood() {
        Scenario outage = Scenario.of("outage", Load.of(200), Failing.of(0, 1), 20, 20);

        Score score = World.run(outage, Guards.DEFAULT.maker(), 1);

        assertThat(score.openings()).isEqualTo(3);
        assertThat(score.lastClosed()).isBetween(score.recovery() - 1, score.recovery() + 1);
    }

    @Test
    void shouldTellThatTheyNeverAre() {
        Score score = World.run(outage(Failing.of(0, 1)), (time, chance) -> new Until(time, 1_000), 1);

        assertThat(score.recovery()).isInfinite();
        assertThat(score.after()).isZero();
    }

    @Test
    void shouldTryAgainWhenPatienceIsOver() {
        Service.Maker hangs = Failing.of(0, (seconds, part) -> 1, 3 * VirtualTime.SECOND);

        Score score = World.run(outage(hangs).impatient(1, 1), Guards.NONE.maker(), 1);

        // Those of the first 9 s of the fault are tried again in it.
        assertThat(score.calls()).isEqualTo(190);
        assertThat(score.failed()).isEqualTo(190);
        // Those of the last second are tried again after it, when all is well: requests of the fault that are answered.
        assertThat(score.after()).isEqualTo(1);
    }

    @Test
    void shouldNotRetryARejection() {
        Score score = World.run(
                outage(Failing.of(0, 1)).impatient(1, 5), (time, chance) -> new Until(time, Double.MAX_VALUE), 1);

        assertThat(score.calls()).isZero();
        assertThat(score.rejectedAfter()).isEqualTo(1);
    }

    @Test
    void shouldGiveEachPartAGuardOfItsOwn() {
        Failing.Share firstPart = (seconds, part) -> part == 0 ? 1 : 0;
        Scenario shards = Scenario.of("shards", Load.of(100), Failing.of(0, firstPart, Failing.FAST_NANOS), 60, 60);

        Score one = World.run(shards.parts(10, false), Guards.DEFAULT.maker(), 1);
        Score each = World.run(shards.parts(10, true), Guards.DEFAULT.maker(), 1);

        assertThat(one.openings()).as("a tenth of the calls").isZero();
        assertThat(each.openings()).isPositive();
        assertThat(each.failed()).isLessThan(one.failed() / 5);
        assertThat(each.goodput()).as("the other nine").isEqualTo(1, within(0.001));
    }

    @Test
    void shouldGiveTheSameScoreForTheSameSeed() {
        Scenario scenario = Scenario.of("half", Load.of(50), Failing.of(0.01, 0.6), 20, 40);
        for (Guards guard : Guards.values()) {
            Score first = World.run(scenario, guard.maker(), 5);

            assertThat(World.run(scenario, guard.maker(), 5)).as(guard.title()).isEqualTo(first);
            assertThat(World.run(scenario, guard.maker(), 6)).as(guard.title()).isNotEqualTo(first);
        }
    }

    @Test
    void shouldShowAllGuardsTheSameLoad() {
        Scenario scenario = Scenario.of("half", Load.of(200), Failing.of(0.01, 0.6), 20, 40);

        assertThat(World.run(scenario, Guards.DEFAULT.maker(), 5).load())
                .isEqualTo(World.run(scenario, Guards.NONE.maker(), 5).load());
    }

    @Test
    void shouldNotRunBackwards() {
        VirtualTime time = new VirtualTime();
        time.moveTo(5);

        assertThatThrownBy(() -> time.moveTo(4)).isInstanceOf(IllegalStateException.class);
        assertThat(time.nanos()).isEqualTo(5);
        assertThat(time.instant().getNano()).isEqualTo(5);
        time.moveTo(VirtualTime.SECOND);
        assertThat(time.millis()).isEqualTo(time.instant().toEpochMilli());
    }

    /** Passes everything before the fault, nothing from its beginning on, and everything again from a moment on. */
    private record Until(VirtualTime time, double seconds) implements Guard {
        @Override
        public @Nullable Object admit() {
            return isClosed() ? this : null;
        }

        @Override
        public void settle(Object admission, boolean success) {}

        @Override
        public boolean isClosed() {
            return time.nanos() < VirtualTime.seconds(15) || time.nanos() >= VirtualTime.seconds(seconds);
        }
    }
}
