package io.switchgear.recovery;

import java.time.Duration;

/**
 * How traffic comes back after the probes: not all at once, but a share that grows in a straight line from a first share to
 * everything. It spares a service whose caches are cold, and it is off by default. Immutable. Nothing is checked here; the
 * configuration that takes it checks it in its {@code build()}.
 *
 * @param firstShare share of the calls that pass at the beginning, above 0 and at most 1
 * @param duration from then until all calls pass; zero for no ramp
 * @since 0.1
 */
public record Ramp(double firstShare, Duration duration) {
    private static final double DEFAULT_FIRST_SHARE = 0.1;

    /** {@return no ramp: all calls pass as soon as the probes have succeeded} */
    public static Ramp off() {
        return new Ramp(1, Duration.ZERO);
    }

    /**
     * A ramp that begins with 10 % of the calls.
     *
     * @param duration until all calls pass; more than zero, at most 36,500 days; for no ramp there is {@link #off()}
     * @return a ramp
     */
    public static Ramp over(Duration duration) {
        return new Ramp(DEFAULT_FIRST_SHARE, duration);
    }

    /**
     * The same ramp with another beginning.
     *
     * @param share above 0 and at most 1
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
     * The share of calls that pass at a point of the ramp.
     *
     * @param progress the part of the duration that is over, 0 to 1; values beyond that are cut off
     * @return from the first share to 1
     */
    public double shareAt(double progress) {
        return firstShare + (1 - firstShare) * Math.max(0, Math.min(1, progress));
    }
}
