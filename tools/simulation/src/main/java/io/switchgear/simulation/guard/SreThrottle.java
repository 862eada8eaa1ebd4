// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Client-side throttling as in the book Site Reliability Engineering: of the requests in a window, including rejected ones,
 * the excess over K times the accepted ones is rejected, p = max(0, (requests - K accepts) / (requests + 1)).
 */
final class SreThrottle implements Guard {
    private static final int SECONDS = 10;

    private final VirtualTime time;
    private final RandomGenerator chance;
    private final double factor;
    private final Buckets window = new Buckets(SECONDS);

    SreThrottle(VirtualTime time, RandomGenerator chance, double factor) {
        this.time = time;
        this.chance = chance;
        this.factor = factor;
    }

    static double rejection(long requests, long accepts, double factor) {
        return Math.max(0, (requests - factor * accepts) / (requests + 1));
    }

    @Override
    public @Nullable Object admit() {
        window.moveTo(time.nanos());
        double rejection = rejection(window.all(), window.successes(), factor);
        window.add(time.nanos(), 0, 1);
        return chance.nextDouble() < rejection ? null : this;
    }

    @Override
    public void settle(Object admission, boolean success) {
        window.add(time.nanos(), success ? 1 : 0, 0);
    }
}
