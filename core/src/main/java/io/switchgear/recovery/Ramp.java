// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import java.time.Duration;

/**
 * The return of traffic after the probes: not all at once, but as a share that grows linearly from a first share to
 * everything. It protects a service whose caches are cold, and it is off by default. Immutable. Nothing is checked here;
 * {@code build()} of the configuration checks it.
 *
 * @param firstShare the share of the calls that pass at the beginning, above 0 and at most 1
 * @param duration the time from then until all calls pass; zero for no ramp
 * @since 0.1
 */
public record Ramp(double firstShare, Duration duration) {
    private static final double DEFAULT_FIRST_SHARE = 0.1;

    /** {@return no ramp: all calls pass as soon as the probes have succeeded} */
    public static Ramp off() {
        return new Ramp(1, Duration.ZERO);
    }

    /**
     * Returns a ramp that begins with 10 % of the calls.
     *
     * @param duration the time until all calls pass; more than zero, at most 36,500 days; for no ramp use {@link #off()}
     * @return a ramp
     */
    public static Ramp over(Duration duration) {
        return new Ramp(DEFAULT_FIRST_SHARE, duration);
    }

    /**
     * Returns this ramp with another first share.
     *
     * @param share the first share, above 0 and at most 1
     * @return a ramp
     */
    public Ramp from(double share) {
        return new Ramp(share, duration);
    }

    /** {@return whether there is no ramp} */
    public boolean isOff() {
        return duration.isZero();
    }

    /**
     * Returns the share of calls that pass at a point of the ramp.
     *
     * @param progress the elapsed part of the duration, 0 to 1; values outside are cut off
     * @return the share, from the first share to 1
     */
    public double shareAt(double progress) {
        return firstShare + (1 - firstShare) * Math.max(0, Math.min(1, progress));
    }
}
