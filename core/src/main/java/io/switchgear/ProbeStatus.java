package io.switchgear;

/**
 * Where the probes of a half-open breaker stand. Immutable.
 *
 * @param permitted how many may be counted in all
 * @param required successes that close the breaker
 * @param successes probes that came back well
 * @param failures probes that came back badly, or not in time
 * @param out probes that are out on a lease
 * @param overdue those of {@code out} whose lease is over; they count as failures at the next call
 */
public record ProbeStatus(int permitted, int required, long successes, long failures, int out, int overdue) {}
