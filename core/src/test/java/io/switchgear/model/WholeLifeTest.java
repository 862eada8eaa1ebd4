// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.RejectionReason;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Effort;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of a breaker, everything that can be seen of it compared with {@link NaiveBreaker} after each of some hundred
 * thousand steps, or with {@code -Dswitchgear.full} of more than a million. A failure names the seed of its life and the last
 * steps; {@code -Dswitchgear.seed=N} lives that life alone, {@code -Dswitchgear.lives=N} so many in each of the tests.
 */
@Tag("C1")
@Tag("C3")
@Tag("C4")
@Tag("C5")
@Tag("C6")
@Tag("C7")
@Tag("C8")
@Tag("C10")
@Tag("C11")
@Tag("C12")
@Tag("C13")
@Tag("C14")
@Tag("C15")
@Tag("C20")
@Tag("C21")
@Tag("C22")
@Tag("C30")
@Tag("C31")
@Tag("C32")
@Tag("C33")
@Tag("C34")
@Tag("C35")
@Tag("C36")
@Tag("C40")
@Tag("C50")
@Tag("C51")
@Tag("C62")
@Tag("C70")
@Tag("C71")
class WholeLifeTest {
    private static final int TESTS = Effort.of(8, 30);
    private static final int STEPS = 350;
    private static final int LIVES = Integer.getInteger("switchgear.lives", 100);
    private static final Long ONLY = Long.getLong("switchgear.seed");

    static LongStream firstSeeds() {
        return ONLY == null ? LongStream.range(0, TESTS).map(test -> test * LIVES) : LongStream.of(ONLY);
    }

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void shouldGoStepByStepAsTheNaiveBreakerDoes(long firstSeed) {
        Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
        Set<String> moves = new TreeSet<>();
        long late = 0;
        long questions = 0;
        int lives = ONLY == null ? LIVES : 1;
        for (long seed = firstSeed; seed < firstSeed + lives; seed++) {
            RandomLife one = new RandomLife(seed);
            one.live(STEPS);
            Totals totals = one.life.real.snapshot().totals();
            late += totals.stale();
            questions += one.life.questions;
            totals.rejected().forEach((reason, count) -> rejected.merge(reason, count, Long::sum));
            one.life.books.events.forEach(event -> {
                if (event instanceof StateChange change) {
                    moves.add(change.from() + ">" + change.to());
                }
            });
        }
        if (lives >= 100) {
            assertThat(late).as("stale calls").isGreaterThan(lives);
            assertThat(questions).as("questions to gates").isGreaterThan(lives);
            assertThat(rejected.values()).as("rejections %s", rejected).allMatch(count -> count > 100);
            assertThat(moves).as("moves from a state to another").hasSizeGreaterThan(25);
        }
    }
}
