// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A ramp lets in just its share, spread evenly, and the share grows in a straight line. */
@Tag("C33")
class RampShareTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    @ParameterizedTest
    @EnumSource
    void shouldLetInATenthOfAnyHundredCallsAtTenPercent(WayIn way) {
        Rig rig = ramping(Ramp.over(LENGTH));
        int[] passedBefore = new int[1_001];
        for (int call = 0; call < 1_000; call++) {
            passedBefore[call + 1] = passedBefore[call] + (passes(rig, way) ? 1 : 0);
        }
        for (int from = 0; from + 100 <= 1_000; from++) {
            assertThat(passedBefore[from + 100] - passedBefore[from])
                    .as("passed of the 100 calls from %d on", from)
                    .isBetween(9, 11);
        }
        assertThat(rig.breaker.snapshot().totals().rejected())
                .containsEntry(RejectionReason.RAMP, 1_000L - passedBefore[1_000]);
    }

    @Test
    void shouldNeverLeaveAGapThatLuckWouldLeave() {
        Rig rig = ramping(Ramp.over(LENGTH));
        assertThat(rig.breaker.tryAcquire()).as("the first call").isPresent();
        for (int gap = 0, call = 0; call < 1_000; call++) {
            boolean passed = rig.breaker.tryAcquire().isPresent();
            assertThat(passed ? gap : 9).as("rejected between two that pass").isBetween(9, 10);
            gap = passed ? 0 : gap + 1;
            assertThat(gap).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void shouldLetInJustItsShareOfTheCallsOfManyThreads() throws Exception {
        Rig rig = ramping(Ramp.over(LENGTH));
        AtomicLong passed = new AtomicLong();
        Threads.run(IntStream.range(0, 8).boxed().toList(), thread -> {
            for (int call = 0; call < 5_000; call++) {
                if (rig.breaker.tryAcquire().map(Permit::success).isPresent()) {
                    passed.incrementAndGet();
                }
            }
            return null;
        });
        assertThat(passed.get()).isBetween(3_999L, 4_001L);
        assertThat(rig.breaker.snapshot().totals().rejected())
                .containsEntry(RejectionReason.RAMP, 40_000 - passed.get());
    }

    @Test
    void shouldLoseNoTurnWhenTwoAskAtTheSameMoment() throws Exception {
        int rounds = 20_000;
        Rig rig = ramping(Ramp.over(LENGTH).from(0.5));
        AtomicLong passed = new AtomicLong();
        Threads.race(rounds, (racer, round) -> {
            rig.breaker.tryAcquire().ifPresent(permit -> passed.incrementAndGet());
            return () -> {};
        });
        assertThat(passed.get()).isBetween(rounds - 1L, rounds + 1L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.25, 1 / 3d, 0.5, 0.9, 0.99})
    void shouldKeepToAnyShareToWithinOneCall(double share) {
        Rig rig = ramping(Ramp.over(LENGTH).from(share));
        int passed = 0;
        for (int call = 1; call <= 2_000; call++) {
            passed += passes(rig, WayIn.CALL) ? 1 : 0;
            assertThat((double) passed).as("of %d calls", call).isCloseTo(call * share, within(1.001));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5})
    void shouldGrowInAStraightLine(double first) {
        Rig rig = ramping(Ramp.over(LENGTH).from(first));
        double expected = 0;
        int passed = 0;
        for (int call = 0; call < 10_000; call++) {
            double share = first + (1 - first) * call / 10_000;
            expected += share;
            assertThat(rig.breaker.snapshot().rampShare().orElseThrow()).isCloseTo(share, within(1e-9));
            passed += passes(rig, WayIn.CALL) ? 1 : 0;
            assertThat((double) passed).as("after %d calls", call).isCloseTo(expected, within(1.1));
            rig.advance(LENGTH.dividedBy(10_000));
        }
    }

    @Test
    void shouldLetEverythingInThatBeginsWithEverything() {
        Rig rig = ramping(Ramp.over(LENGTH).from(1));
        for (int call = 0; call < 1_000; call++) {
            assertThat(passes(rig, WayIn.CALL)).isTrue();
        }
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldGrowAfreshWithEachOutage() {
        Rig rig = ramping(Ramp.over(LENGTH));
        rig.advance(LENGTH.dividedBy(2));
        assertThat(rig.breaker.snapshot().rampShare()).hasValue(0.55);
        rig.trip();
        rig.advance(Rig.WAIT);
        rig.breaker.acquire().success();
        assertThat(rig.breaker.snapshot().rampShare()).hasValue(0.1);
    }

    /** Asks once. */
    private static boolean passes(Rig rig, WayIn way) {
        if (way == WayIn.TRY_ACQUIRE) {
            return rig.breaker.tryAcquire().map(Permit::success).isPresent();
        }
        return new Script(way, rig.breaker, rig.ticker).isAdmitted('S');
    }

    /** A breaker whose probe has just succeeded. */
    private static Rig ramping(Ramp ramp) {
        Rig rig = new Rig(config -> config.ramp(ramp));
        rig.tripAndWait();
        rig.breaker.acquire().success();
        return rig;
    }
}
