// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.recovery.ProbeGate;
import java.time.Duration;

/**
 * Holds the probes of one breaker back unless this instance has the lease. Calls ask it on their own threads; it only reads
 * and asks the fleet's thread for a lease. If the store does not answer, it lets the breaker probe by its own rules, after
 * one wait of random length, so that instances that lose the store together do not probe together. Thread-safe.
 */
final class FleetGate implements ProbeGate {
    /** The time without an answer after which a lease is no longer waited for. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(50).toNanos();
    /** The least time from one request to the next. */
    private static final long ASK_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    /** While a request is under way. */
    private static final Duration SOON = Duration.ofMillis(10);

    /** The user's own gate. Core guards it, as it guards this one. Written by the fleet's thread. */
    private volatile ProbeGate before;

    private final FleetSettings fleet;
    private final Runnable askForLease;

    /** All of them written by the fleet's thread, except where a field says otherwise. */
    private volatile Known known = Known.NOTHING;

    private volatile boolean alone;
    /** When the lease ends; 0 without one. */
    private volatile long leaseUntilNanos;
    /** When to ask again after a refusal. */
    private volatile long notBeforeNanos;
    /** When the request under way was made; 0 if there is none. Set by the caller that asks; core lets in one at a time. */
    private volatile long askedNanos;
    /** When the last request was made; 0 before the first. Written by the caller that asks. */
    private volatile long lastAskNanos;
    /** When to probe alone; 0 while the store answers. Set by the caller that asks, cleared by an answer. */
    private volatile long aloneFromNanos;

    FleetGate(ProbeGate before, FleetSettings fleet, Runnable askForLease) {
        this.before = before;
        this.fleet = fleet;
        this.askForLease = askForLease;
    }

    ProbeGate before() {
        return before;
    }

    void askBefore(ProbeGate users) {
        before = users;
    }

    @Override
    public Duration holdsFor(String breaker, Duration overdue) {
        Duration first = before.holdsFor(breaker, overdue);
        if (first == null || !first.isZero()) {
            return first;
        }
        long now = fleet.now();
        if (known.isClosed() || now < leaseUntilNanos) {
            return Duration.ZERO;
        }
        ask(now);
        if (isAlone(now)) {
            return untilAlone(now);
        }
        if (askedNanos != 0) {
            return SOON;
        }
        return Duration.ofNanos(
                Math.max(SOON.toNanos(), Math.max(notBeforeNanos, lastAskNanos + ASK_EVERY_NANOS) - now));
    }

    private void ask(long now) {
        boolean askedLately = lastAskNanos != 0 && now - lastAskNanos < ASK_EVERY_NANOS;
        if (askedNanos == 0 && !askedLately && now >= notBeforeNanos) {
            askedNanos = now;
            lastAskNanos = now;
            askForLease.run();
        }
    }

    private Duration untilAlone(long now) {
        if (aloneFromNanos == 0) {
            long wait = fleet.waitAfter(known.record().attempt()).toNanos();
            aloneFromNanos = now + (long) (wait * fleet.random().nextDouble());
        }
        // Asked again before: an answer may come meanwhile.
        return Duration.ofNanos(Math.max(0, Math.min(ASK_EVERY_NANOS, aloneFromNanos - now)));
    }

    private boolean isAlone(long now) {
        long asked = askedNanos;
        return alone || (asked != 0 && now - asked > PATIENCE_NANOS);
    }

    boolean isAlone() {
        return isAlone(fleet.now());
    }

    Known known() {
        return known;
    }

    void known(Known news) {
        known = news;
    }

    /** The store has answered. */
    void answered() {
        alone = false;
        aloneFromNanos = 0;
    }

    /** The store has not answered in time, or has failed. */
    void unanswered() {
        alone = true;
    }

    boolean isLeased(long now) {
        return now < leaseUntilNanos;
    }

    /** The request for a lease has ended without one. */
    void refused(long untilNanos) {
        notBeforeNanos = untilNanos;
        askedNanos = 0;
    }

    void leased(long untilNanos) {
        leaseUntilNanos = untilNanos;
        askedNanos = 0;
    }

    /** The lease has ended, and so has the outage of which it was a part: ask at once in the next. */
    void over() {
        leaseUntilNanos = 0;
        notBeforeNanos = 0;
        lastAskNanos = 0;
    }

    @Override
    public String toString() {
        return "one instance of fleet " + fleet.name();
    }
}
