package io.switchgear;

import io.switchgear.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One call that tests a half-open breaker: a lease on one of its places, until a deadline. That it is settled once only is
 * guarded by its phase, in whose list it is found once. Immutable.
 */
final class Probe extends Admission {
    private final HalfOpenPhase phase;
    private final long startNanos;
    private final long leaseNanos;

    Probe(HalfOpenPhase phase, long startNanos, long leaseNanos) {
        this.phase = phase;
        this.startNanos = startNanos;
        this.leaseNanos = leaseNanos;
    }

    @Override
    long startNanos() {
        return startNanos;
    }

    @Override
    void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        phase.settle(this, outcome, result, thrown);
    }

    long leaseNanos() {
        return leaseNanos;
    }

    long deadlineNanos() {
        return startNanos + leaseNanos;
    }

    /** Nanoseconds until the lease ends; zero or less when it has. */
    long leftNanos(long nowNanos) {
        return leaseNanos - (nowNanos - startNanos);
    }
}
