package io.switchgear.recovery;

import java.time.Duration;

/**
 * How a breaker tests whether the outage is over. Immutable. Nothing is checked here; the configuration that takes it checks
 * it in its {@code build()}.
 *
 * @param probes calls let through in one half-open phase, 1 to 1,000; an ignored call gives its place back
 * @param required successes that close the breaker, 1 to {@code probes}; as soon as they cannot be reached any more it opens
 * @param concurrent probes that may be out at the same time, 1 to {@code probes}
 * @param probeTimeout how long a probe may take before it counts as a failure, more than zero; its call is not interrupted
 * @since 0.1
 */
public record HalfOpen(int probes, int required, int concurrent, Duration probeTimeout) {

    /** The default: 3 probes, all of which must succeed within 60 s. */
    public static final HalfOpen DEFAULT = probes(3);

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
        return new HalfOpen(probes, successes, concurrent, probeTimeout);
    }

    /**
     * The same settings with another number of probes that may be out at the same time.
     *
     * @param atOnce 1 to the number of probes
     * @return half-open settings
     */
    public HalfOpen concurrent(int atOnce) {
        return new HalfOpen(probes, required, atOnce, probeTimeout);
    }

    /**
     * The same settings with another lease for each probe.
     *
     * @param longest more than zero, at most 36,500 days
     * @return half-open settings
     */
    public HalfOpen probeTimeout(Duration longest) {
        return new HalfOpen(probes, required, concurrent, longest);
    }
}
