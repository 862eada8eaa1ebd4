// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the half-open state: how a breaker tests whether the outage is over. Immutable, with value equality.
 * Nothing is checked here; {@code build()} of the configuration checks it.
 *
 * <p>With {@code HalfOpen.probes(2).required(1).failures(1)} two probes may be out at a time, and the first that comes back
 * decides either way.
 *
 * @since 0.1
 */
public final class HalfOpen {
    /** The default: 3 probes, of which 2 must succeed, each within 60 s. */
    public static final HalfOpen DEFAULT = probes(3).required(2);

    /** The default number of failures: those that make the required successes impossible. */
    private static final int NOT_SET = Integer.MIN_VALUE;

    private final int probes;
    private final int required;
    private final int failures;
    private final int concurrent;
    private final Duration probeTimeout;

    /**
     * Creates settings that open the breaker again as soon as the required successes can no longer be reached.
     *
     * @param probes the calls admitted in one half-open phase, 1 to 1,000; an ignored call gives its place back
     * @param required the successes that close the breaker, 1 to {@code probes}
     * @param concurrent the probes that may be out at the same time, 1 to {@code probes}
     * @param probeTimeout the time after which a probe counts as a failure, more than zero; its call is not interrupted
     */
    public HalfOpen(int probes, int required, int concurrent, Duration probeTimeout) {
        this(probes, required, NOT_SET, concurrent, probeTimeout);
    }

    private HalfOpen(int probes, int required, int failures, int concurrent, Duration probeTimeout) {
        this.probes = probes;
        this.required = required;
        this.failures = failures;
        this.concurrent = concurrent;
        this.probeTimeout = probeTimeout;
    }

    /**
     * Returns settings with a number of probes, all of which must succeed and may run concurrently, each within 60 s.
     *
     * @param count the number of probes, 1 to 1,000
     * @return half-open settings
     */
    public static HalfOpen probes(int count) {
        return new HalfOpen(count, count, count, Duration.ofSeconds(60));
    }

    /**
     * Returns these settings with another number of successes that close the breaker.
     *
     * @param successes the number of successes, 1 to the number of probes
     * @return half-open settings
     */
    public HalfOpen required(int successes) {
        return new HalfOpen(probes, successes, failures, concurrent, probeTimeout);
    }

    /**
     * Returns these settings with another number of failures that open the breaker again.
     *
     * @param count the number of failures, 1 to probes - required + 1, which is the default: a higher number could leave
     *     the phase undecided
     * @return half-open settings
     */
    public HalfOpen failures(int count) {
        return new HalfOpen(probes, required, count, concurrent, probeTimeout);
    }

    /**
     * Returns these settings with another number of probes that may be out at the same time.
     *
     * @param atOnce the number of probes, 1 to the number of probes in all
     * @return half-open settings
     */
    public HalfOpen concurrent(int atOnce) {
        return new HalfOpen(probes, required, failures, atOnce, probeTimeout);
    }

    /**
     * Returns these settings with another probe timeout.
     *
     * @param longest the probe timeout; more than zero, at most 36,500 days
     * @return half-open settings
     */
    public HalfOpen probeTimeout(Duration longest) {
        return new HalfOpen(probes, required, failures, concurrent, longest);
    }

    /** {@return the number of calls admitted in one half-open phase} */
    public int probes() {
        return probes;
    }

    /** {@return the number of successes that close the breaker} */
    public int required() {
        return required;
    }

    /** {@return the number of failures that open the breaker again, as set or by default} */
    public int failures() {
        return failures == NOT_SET ? probes - required + 1 : failures;
    }

    /** {@return the number of probes that may be out at the same time} */
    public int concurrent() {
        return concurrent;
    }

    /** {@return the time after which a probe counts as a failure} */
    public Duration probeTimeout() {
        return probeTimeout;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HalfOpen that
                && probes == that.probes
                && required == that.required
                && failures == that.failures
                && concurrent == that.concurrent
                && Objects.equals(probeTimeout, that.probeTimeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(probes, required, failures, concurrent, probeTimeout);
    }

    @Override
    public String toString() {
        return "HalfOpen[probes=" + probes + ", required=" + required + ", failures=" + failures() + ", concurrent="
                + concurrent + ", probeTimeout=" + probeTimeout + "]";
    }
}
