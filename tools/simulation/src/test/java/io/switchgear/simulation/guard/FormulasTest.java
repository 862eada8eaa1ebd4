// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The published formulas at points that were calculated by hand. */
class FormulasTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    private final VirtualTime time = new VirtualTime();

    @Test
    void shouldRejectByTheBookOfSiteReliability() {
        assertThat(SreThrottle.rejection(100, 30, 2)).isEqualTo(40 / 101.0, EXACTLY);
        assertThat(SreThrottle.rejection(100, 50, 2)).isZero();
        assertThat(SreThrottle.rejection(100, 50, 1.1)).isEqualTo(45 / 101.0, EXACTLY);
        assertThat(SreThrottle.rejection(0, 0, 2)).isZero();
    }

    @Test
    void shouldForgetRequestsAfterTenSeconds() {
        SreThrottle throttle = new SreThrottle(time, new Random(1), 2);
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += throttle.admit() == null ? 0 : 1;
        }
        assertThat(passed).as("of 100 calls that do not come back").isLessThan(20);

        time.moveTo(VirtualTime.seconds(9.8));
        assertThat(rejectedOf(throttle, 10)).isPositive();
        time.moveTo(VirtualTime.seconds(20));
        assertThat(throttle.admit()).isNotNull();
    }

    private static int rejectedOf(Guard guard, int asked) {
        int rejected = 0;
        for (int i = 0; i < asked; i++) {
            rejected += guard.admit() == null ? 1 : 0;
        }
        return rejected;
    }

    @Test
    void shouldRejectAsEnvoyDoes() {
        assertThat(EnvoyAdmission.rejection(100, 76)).isEqualTo(20 / 101.0, EXACTLY);
        assertThat(EnvoyAdmission.rejection(100, 95)).isEqualTo(0, EXACTLY);
        assertThat(EnvoyAdmission.rejection(100, 100)).isZero();
        assertThat(EnvoyAdmission.rejection(100, 0)).as("at most").isEqualTo(0.8);
        assertThat(EnvoyAdmission.rejection(0, 0)).isZero();
    }

    @Test
    void shouldStepAsSemianDoes() {
        SemianPid pid = new SemianPid(time, new Random(1));

        pid.step(0.55);
        assertThat(pid.rejection()).as("0.5 + 0.2 · 0.5").isEqualTo(0.6, EXACTLY);
        pid.step(0.55);
        assertThat(pid.rejection()).as("0.6 + 0.2 + 0.2 · 0.7").isEqualTo(0.94, EXACTLY);
    }

    @Test
    void shouldNotHearErrorsThatAreNearlyUsual() {
        SemianPid pid = new SemianPid(time, new Random(1));

        pid.step(0.06);
        assertThat(pid.rejection()).isZero();
        pid.step(0.07);
        assertThat(pid.rejection()).isPositive();
    }

    @Test
    void shouldCountInASlidingWindow() {
        Buckets window = new Buckets(10);
        window.add(0, 1, 2);
        window.add(VirtualTime.seconds(9.9), 0, 1);
        assertThat(window.all()).isEqualTo(3);
        assertThat(window.successes()).isEqualTo(1);

        window.moveTo(VirtualTime.seconds(10));
        assertThat(window.all()).isEqualTo(1);
        assertThat(window.successes()).isZero();
        window.moveTo(VirtualTime.seconds(1_000));
        assertThat(window.all()).isZero();
    }

    @Test
    void shouldHoldTheCallsOfATimeAndNeverFewerThanTen() {
        LastCalls calls = new LastCalls(5, 10);
        for (int i = 0; i < 100; i++) {
            assertThat(calls.isEvidence()).isEqualTo(i >= 10);
            calls.add(1, i % 4 == 0);
        }
        assertThat(calls.successRate()).isEqualTo(0.25);

        calls.moveTo(6);
        assertThat(calls.isEvidence()).isTrue();
        assertThat(calls.successRate()).as("the last ten: 92 and 96").isEqualTo(0.2);
        calls.fail(7);
        assertThat(calls.successRate()).isZero();
        calls.add(20, true);
        assertThat(calls.successRate()).isEqualTo(0.1);
    }

    @Test
    void shouldDoubleTheGapUntilASuccess() {
        Trickle trickle = new Trickle(new Trickle.Gap(3, 10, 0), new Random(1));
        double[] due = {3, 9, 19, 29};
        for (double seconds : due) {
            long nanos = VirtualTime.seconds(seconds);
            assertThat(trickle.isDue(nanos - 1)).isFalse();
            assertThat(trickle.isDue(nanos)).isTrue();
            trickle.passed(nanos);
        }
        trickle.succeeded();

        assertThat(trickle.isDue(VirtualTime.seconds(32) - 1)).isFalse();
        assertThat(trickle.isDue(VirtualTime.seconds(32))).isTrue();
    }

    @Test
    void shouldShortenAGapByChance() {
        Random chance = new Random(1);
        double drawn = new Random(1).nextDouble();
        Trickle trickle = new Trickle(new Trickle.Gap(10, 10, 0.5), chance);

        assertThat(trickle.isDue(VirtualTime.seconds(10 * (1 - drawn / 2) - 0.001)))
                .isFalse();
        assertThat(trickle.isDue(VirtualTime.seconds(10 * (1 - drawn / 2) + 0.001)))
                .isTrue();
    }
}
