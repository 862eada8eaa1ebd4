// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A hint is spread by the jitter, so that a fleet does not come back together, and never beyond the longest hint. */
@Tag("C20")
class HintCapTest {
    private static final Duration CAP = Duration.ofMinutes(10);
    private static final double JITTER = 0.5;
    private static final double[] CHANCES = {0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.999_999};

    private static Backoff jittered() {
        return Backoff.exponential(Rig.WAIT).jitter(JITTER);
    }

    static Stream<Arguments> waysAndHints() {
        List<Duration> hints = List.of(
                Duration.ofMinutes(1),
                CAP.dividedBy(2),
                CAP.multipliedBy(2).dividedBy(3),
                CAP.minusSeconds(1),
                CAP.minus(Rig.TICK),
                CAP,
                CAP.plus(Rig.TICK),
                Duration.ofDays(1),
                Duration.ofSeconds(Long.MAX_VALUE));
        return Stream.of(WayIn.values()).flatMap(way -> hints.stream().map(hint -> Arguments.of(way, hint)));
    }

    @ParameterizedTest
    @MethodSource("waysAndHints")
    void shouldNeverWaitForLongerThanTheLongestHintNorShortenOneBelowIt(WayIn way, Duration hint) {
        for (double chance : CHANCES) {
            Duration wait = waitAfter(way, hint, jittered(), chance);
            assertThat(wait).as("wait by chance %s", chance).isLessThanOrEqualTo(CAP);
            if (hint.compareTo(CAP) < 0) {
                assertThat(wait).as("wait by chance %s", chance).isGreaterThanOrEqualTo(hint);
            } else {
                assertThat(wait).as("wait by chance %s", chance).isGreaterThanOrEqualTo(Duration.ofNanos((long)
                        (CAP.toNanos() * (1 - JITTER))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waysAndHints")
    void shouldSpreadEachHintThatLeavesRoom(WayIn way, Duration hint) {
        if (hint.equals(CAP.minus(Rig.TICK))) {
            return; // there is no room: at least this long, and no longer than the cap
        }
        List<Duration> waits = Stream.of(0.1, 0.3, 0.5, 0.7, 0.9)
                .map(chance -> waitAfter(way, hint, jittered(), chance))
                .toList();
        assertThat(waits).as("waits of a fleet").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStretchAShortHintByTheWholeJitterAndCutOneAtTheCapByIt(WayIn way) {
        assertThat(waitAfter(way, Duration.ofMinutes(1), jittered(), 0.5)).isEqualTo(Duration.ofSeconds(75));
        assertThat(waitAfter(way, CAP, jittered(), 0.5)).isEqualTo(Duration.ofSeconds(450));
        assertThat(waitAfter(way, CAP.multipliedBy(9), jittered(), 0.5)).isEqualTo(Duration.ofSeconds(450));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpreadAHintAlsoWhereTheBackoffIsAFunction(WayIn way) {
        Backoff own = Backoff.of(opening -> Rig.WAIT).jitter(JITTER);
        assertThat(waitAfter(way, Duration.ofMinutes(1), own, 0.5)).isEqualTo(Duration.ofSeconds(75));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotSpreadWithoutJitter(WayIn way) {
        assertThat(waitAfter(way, Duration.ofMinutes(1), Backoff.fixed(Rig.WAIT), 0.5))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(waitAfter(way, Duration.ofDays(1), Backoff.fixed(Rig.WAIT), 0.5))
                .isEqualTo(CAP);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStillWaitAsLongAsTheBackoffSays(WayIn way) {
        Backoff longer = Backoff.fixed(Duration.ofHours(1));
        assertThat(waitAfter(way, Duration.ofDays(1), longer, 0.5)).isEqualTo(Duration.ofHours(1));
    }

    private static Duration waitAfter(WayIn way, Duration hint, Backoff backoff, double chance) {
        Rig rig = new Rig(config -> config.openFor(backoff)
                .maxHint(CAP)
                .random(() -> (long) (chance * (1L << 53)) << 11)
                .retryHint((result, thrown) -> hint));
        rig.callThrowing(way, new IOException("busy"), () -> {});
        assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
        return rig.waitAhead();
    }
}
