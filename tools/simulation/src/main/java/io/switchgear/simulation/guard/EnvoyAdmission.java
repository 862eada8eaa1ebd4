// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's admission control with its defaults: p = (n - s) / (n + 1), at most 80 %, with n the calls of the last 30 s that
 * have ended and s their successes over a threshold of 95 %. It has no minimum of calls.
 */
final class EnvoyAdmission implements Guard {
    private static final int SECONDS = 30;
    private static final double THRESHOLD = 0.95;
    private static final double MOST = 0.8;

    private final VirtualTime time;
    private final RandomGenerator chance;
    private final Buckets window = new Buckets(SECONDS);

    EnvoyAdmission(VirtualTime time, RandomGenerator chance) {
        this.time = time;
        this.chance = chance;
    }

    static double rejection(long calls, long successes) {
        return Math.min(MOST, Math.max(0, (calls - successes / THRESHOLD) / (calls + 1)));
    }

    @Override
    public @Nullable Object admit() {
        window.moveTo(time.nanos());
        return chance.nextDouble() < rejection(window.all(), window.successes()) ? null : this;
    }

    @Override
    public void settle(Object admission, boolean success) {
        window.add(time.nanos(), success ? 1 : 0, 1);
    }
}
