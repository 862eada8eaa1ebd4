// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Semian's adaptive breaker with its defaults (kp 1, ki 0.2, kd 0): once a second the rejection r grows by kp P + ki ∫P,
 * where P = d - (1 - d) r, and d is the excess of the error rate of the last 10 s over the usual rate. The usual rate
 * follows the error rate slowly, up to 10 %; an excess below a quarter of it counts as none.
 */
final class SemianPid implements Guard {
    private static final int WINDOW_SECONDS = 10;
    private static final double KI = 0.2;
    private static final double INTEGRAL_CAP = 10;
    private static final double DEAD_ZONE = 0.25;
    private static final double HIGHEST_USUAL = 0.1;
    private static final double ALPHA_UP = 0.017;
    private static final double ALPHA_DOWN = 0.095;

    private final VirtualTime time;
    private final RandomGenerator chance;
    private final Buckets window = new Buckets(WINDOW_SECONDS);
    private double usual = 0.05;
    private double integral;
    private double rejection;
    private long stepNanos = VirtualTime.SECOND;

    SemianPid(VirtualTime time, RandomGenerator chance) {
        this.time = time;
        this.chance = chance;
    }

    /** Makes the steps that are due. */
    private void catchUp() {
        while (stepNanos <= time.nanos()) {
            window.moveTo(stepNanos);
            step(window.all() == 0 ? 0 : 1 - (double) window.successes() / window.all());
            stepNanos += VirtualTime.SECOND;
        }
        window.moveTo(time.nanos());
    }

    void step(double errorRate) {
        if (errorRate <= HIGHEST_USUAL) {
            usual += (errorRate > usual ? ALPHA_UP : ALPHA_DOWN) * (errorRate - usual);
        }
        double excess = errorRate - usual;
        double heard = excess > 0 && excess <= DEAD_ZONE * usual ? 0 : excess;
        double error = heard - (1 - heard) * rejection;
        integral += error;
        rejection = Math.max(0, Math.min(1, rejection + error + KI * integral));
        integral = Math.max(-INTEGRAL_CAP, Math.min(INTEGRAL_CAP, integral));
    }

    double rejection() {
        return rejection;
    }

    @Override
    public @Nullable Object admit() {
        catchUp();
        return chance.nextDouble() < rejection ? null : this;
    }

    @Override
    public void settle(Object admission, boolean success) {
        catchUp();
        window.add(time.nanos(), success ? 1 : 0, 1);
    }
}
