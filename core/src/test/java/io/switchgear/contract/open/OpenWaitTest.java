// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.support.Durations;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An open breaker rejects for exactly its wait, however short or long, wherever the clock stands. */
@Tag("C20")
@Tag("C80")
class OpenWaitTest {

    static Stream<Arguments> waits() {
        return Stream.of(WayIn.values())
                .flatMap(way -> Stream.of(
                                Duration.ofNanos(1),
                                Duration.ofNanos(999_999),
                                Duration.ofSeconds(5),
                                Duration.ofDays(25),
                                Durations.LONGEST)
                        .flatMap(wait -> LongStream.of(0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 500_000)
                                .mapToObj(start -> Arguments.of(way, wait, start))));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void shouldRejectJustBeforeTheEndAndProbeExactlyAtIt(WayIn way, Duration wait, long start) {
        Rig rig = new Rig(start, config -> config.openFor(Backoff.fixed(wait)));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.rejected(way).retryAfter()).contains(wait);

        rig.advance(wait.minus(Rig.TICK));
        assertThat(rig.rejected(way).retryAfter()).contains(Rig.TICK);

        rig.advance(Rig.TICK);
        rig.call(way, Outcome.SUCCESS, () -> assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void shouldProbeJustAfterTheEnd(WayIn way, Duration wait, long start) {
        Rig rig = new Rig(start, config -> config.openFor(Backoff.fixed(wait)));
        rig.call(way, Outcome.FAILURE);

        rig.advance(wait.plus(Rig.TICK));
        rig.call(way, Outcome.SUCCESS, () -> assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeLongAfterTheEnd(WayIn way) {
        Rig rig = new Rig(Long.MAX_VALUE, config -> config);
        rig.call(way, Outcome.FAILURE);

        rig.advance(Duration.ofDays(100 * 365));
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeAtOnceAfterAWaitOfZero(WayIn way) {
        Rig rig = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO)));
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().isProbeDue()).isTrue();

        rig.call(way, Outcome.SUCCESS, () -> assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void shouldEndALeaseExactlyWhereverTheClockStands(WayIn way, Duration lease, long start) {
        Rig rig = new Rig(
                start,
                config -> config.openFor(Backoff.fixed(Duration.ZERO))
                        .halfOpen(HalfOpen.probes(1).probeTimeout(lease)));
        rig.call(way, Outcome.FAILURE);
        rig.breaker.acquire();

        rig.advance(lease.minus(Rig.TICK));
        CallNotPermittedException rejection = rig.rejected(way);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        assertThat(rejection.retryAfter()).contains(Rig.TICK);

        rig.advance(Rig.TICK);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotProlongTheWaitByRejectedCalls(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.trip();
        for (int second = 0; second < 10; second++) {
            assertThat(rig.rejected(way).retryAfter()).contains(Rig.WAIT.minusSeconds(second));
            rig.advance(Duration.ofSeconds(1));
        }

        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }
}
