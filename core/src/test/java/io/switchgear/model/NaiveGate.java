// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.rig.BrokenAtWill;
import io.switchgear.support.Durations;
import java.time.Duration;

/** What a {@link NaiveBreaker} does when the wait is over: it asks its gate, and probes or goes on waiting. Not thread-safe. */
public final class NaiveGate {
    private final NaiveBreaker breaker;
    private final NaiveBooks books;

    public NaiveGate(NaiveBreaker breaker) {
        this.breaker = breaker;
        this.books = breaker.books;
    }

    /** Somebody looks: a call at this moment, or a scheduler, which has looked at each moment at which something fell due. */
    public void look() {
        NaivePhase phase = breaker.phase;
        boolean again = true;
        while (again && breaker.phase == phase && books.now >= nextProbe(phase)) {
            again = breaker.config.scheduler().isPresent();
            askAt(again ? nextProbe(phase) : books.now);
        }
    }

    public static long nextProbe(NaivePhase phase) {
        return Math.max(phase.since + phase.waited, phase.heldUntil);
    }

    private void askAt(long at) {
        NaivePhase phase = breaker.phase;
        long waitOver = phase.since + phase.waited;
        long asksUntil = waitOver + breaker.config.halfOpen().probeTimeout().toNanos();
        long held = at < asksUntil && isThereAGate() ? Math.min(asksUntil - at, answer(at - waitOver)) : 0;
        if (held > 0) {
            phase.heldUntil = at + held;
        } else {
            breaker.moves.halfOpen(
                    phase.heldUntil == NaiveGuest.UNKNOWN
                            ? waitOver
                            : Math.min(at, Math.max(asksUntil, phase.heldUntil)));
        }
    }

    private boolean isThereAGate() {
        return breaker.config.probeGate() == books.callbacks.gate && !breaker.isShadow;
    }

    private long answer(long overdue) {
        books.asked.add(BrokenAtWill.question(breaker.name, Duration.ofNanos(overdue)));
        books.now += books.callbacks.gateTakes;
        return books.callbacks.works(BrokenAtWill.Kind.GATE) ? Durations.nanos(books.callbacks.gateHolds) : 0;
    }
}
