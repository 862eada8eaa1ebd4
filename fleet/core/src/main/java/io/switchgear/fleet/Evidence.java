// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.window.Metrics;
import java.time.Duration;

/**
 * The evidence of one breaker: it was opened by its own rule, or has a run of failures. Runs on the fleet's thread only,
 * except {@link #votes}.
 */
final class Evidence {
    /** An instance whose last call is older than this has no traffic. */
    private static final long ACTIVE_NANOS = Duration.ofSeconds(10).toNanos();
    /** A run of failures that votes early: as long as core's, in a quarter of its time. */
    private static final int EARLY_FAILURES = 5;

    private static final Duration EARLY_SPAN = Duration.ofMillis(250);

    private final FleetSettings fleet;
    private final CircuitBreaker breaker;

    /** Whether the breaker's own rule has opened it in this outage. Volatile for views. */
    private volatile boolean tripped;
    /** Whether a run of failures goes on. Volatile for views. */
    private volatile boolean suspects;

    private String why = "";
    private long calls;
    private long failures;
    private boolean failing;
    /** Whether it has traffic. */
    private boolean active;
    /** When the last call was seen; 0 before the first. */
    private long activeNanos;

    Evidence(FleetSettings fleet, CircuitBreaker breaker) {
        this.fleet = fleet;
        this.breaker = breaker;
    }

    /** Reads the breaker's figures; returns whether its vote has changed, or traffic has begun or ended. */
    boolean look(long now) {
        boolean wasActive = active;
        boolean wasSuspect = suspects;
        Snapshot snapshot = breaker.snapshot();
        Totals totals = snapshot.totals();
        long seen = totals.admitted()
                + totals.rejected().values().stream().mapToLong(Long::longValue).sum();
        if (seen != calls) {
            calls = seen;
            activeNanos = now;
        }
        long failed = totals.failures() + totals.abandoned();
        failing = failed != failures;
        failures = failed;
        active = activeNanos != 0 && now - activeNanos <= ACTIVE_NANOS;
        suspects = fleet.earlyVotes() && snapshot.state() == State.CLOSED && isFailing(snapshot.metrics());
        return suspects != wasSuspect || active != wasActive;
    }

    private boolean isFailing(Metrics metrics) {
        boolean run = metrics.consecutiveFailures() >= EARLY_FAILURES
                && metrics.consecutiveFailuresSpan().compareTo(EARLY_SPAN) >= 0;
        if (run) {
            why = metrics.consecutiveFailures() + " failures in a row";
        }
        return run;
    }

    void hear(StateChange change) {
        if (change.kind() == StateChange.Kind.RULE && change.to() == State.OPEN) {
            tripped = true;
            why = change.reason();
        } else if (change.to() != State.OPEN && change.kind() != StateChange.Kind.WAIT_OVER) {
            tripped = false; // closed, in its ramp, or held
        }
    }

    /** The outage is over. */
    void clear() {
        tripped = false;
        suspects = false;
    }

    boolean votes() {
        return tripped || suspects;
    }

    String why() {
        return why;
    }

    boolean isActive() {
        return active;
    }

    /** Whether something is going wrong here. */
    boolean isBusy() {
        return failing || votes();
    }
}
