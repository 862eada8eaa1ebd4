package io.switchgear.recovery;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a breaker tests whether the outage is over. Immutable, with value equality. Nothing is checked here; the configuration that
 * takes it checks it in its {@code build()}.
 *
 * <p>{@code HalfOpen.probes(2).required(1).failures(1)} lets two probes in at a time, and the first that comes back decides either way.
 *
 * @since 0.1
 */
public final class HalfOpen {
    /** The default: 3 probes, of which 2 must succeed, each within 60 s. */
    public static final HalfOpen DEFAULT = probes(3).required(2);

    /** Stands for as many as make the required successes impossible. */
    private static final int NOT_SET = Integer.MIN_VALUE;

    private final int probes;
    private final int required;
    private final int failures;
    private final int concurrent;
    private final Duration probeTimeout;

    /**
     * Settings that open the breaker again as soon as the required successes cannot be reached any more.
     *
     * @param probes calls let through in one half-open phase, 1 to 1,000; an ignored call gives its place back
     * @param required successes that close the breaker, 1 to {@code probes}
     * @param concurrent probes that may be out at the same time, 1 to {@code probes}
     * @param probeTimeout how long a probe may take before it counts as a failure, more than zero; its call is not interrupted
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
     * So many probes, all of which must succeed and may run at once, each within 60 s.
     *
     * @param count 1 to 1,000
     * @return half-open settings
     */
    public static HalfOpen probes(int count) {
        return new HalfOpen(count, count, count, Duration.ofSeconds(60));
    }

    /**
     * The same settings with another number of successes that close the breaker.
     *
     * @param successes 1 to the number of probes
     * @return half-open settings
     */
    public HalfOpen required(int successes) {
        return new HalfOpen(probes, successes, failures, concurrent, probeTimeout);
    }

    /**
     * The same settings with another number of failures that open the breaker again.
     *
     * @param count 1 to probes - required + 1, which is the default: more could leave the phase without a result
     * @return half-open settings
     */
    public HalfOpen failures(int count) {
        return new HalfOpen(probes, required, count, concurrent, probeTimeout);
    }

    /**
     * The same settings with another number of probes that may be out at the same time.
     *
     * @param atOnce 1 to the number of probes
     * @return half-open settings
     */
    public HalfOpen concurrent(int atOnce) {
        return new HalfOpen(probes, required, failures, atOnce, probeTimeout);
    }

    /**
     * The same settings with another probe timeout.
     *
     * @param longest more than zero, at most 36,500 days
     * @return half-open settings
     */
    public HalfOpen probeTimeout(Duration longest) {
        return new HalfOpen(probes, required, failures, concurrent, longest);
    }

    /** {@return the calls let through in one half-open phase} */
    public int probes() {
        return probes;
    }

    /** {@return the successes that close the breaker} */
    public int required() {
        return required;
    }

    /** {@return the failures that open the breaker again, as given or by default} */
    public int failures() {
        return failures == NOT_SET ? probes - required + 1 : failures;
    }

    /** {@return the probes that may be out at the same time} */
    public int concurrent() {
        return concurrent;
    }

    /** {@return how long a probe may take before it counts as a failure} */
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
