// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

/** The invariants, worded for the summary. */
public enum Check {
    IN_FLIGHT("nothing is in flight when all callers are back"),
    TOTALS("admitted calls, as counted by the breaker and by the callers"),
    OUTCOMES("successes, failures, ignored and abandoned calls, likewise"),
    LATE("stale calls, likewise"),
    SLOW("slow calls, likewise"),
    REJECTED("rejections by reason, likewise"),
    OBSERVED("the calls that an observer was notified of, likewise"),
    TOLD("each caller got its operation's own result, or a rejection and the operation did not run"),
    PERMIT("a permit settles once"),
    BACKWARDS("no figure of a snapshot ever decreases"),
    PROBES("probes at the service, and out at once"),
    NESTED("a call inside a probe is part of it, and passes"),
    SILENCE("no half-open phase outlives a probe timeout without a result"),
    GATE("the probe gate is asked in time, and never in shadow mode"),
    DECISIONS("probes decide by their own results"),
    WAIT("no probe before the wait is over, no rejection after it and its gate"),
    LEASE("a probe whose lease is over counts as failed"),
    TRIP("the figures of each trip satisfy its rule"),
    LISTENERS("listeners receive every event in order"),
    MOVES("operations by hand and reconfigurations do not fail"),
    RECOVERY("closed again after the service recovered"),
    USER_CODE("no function given to a breaker was reported as failed"),
    HEAP("the heap does not grow"),
    THREADS("no thread is left over");

    private final String words;

    Check(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
