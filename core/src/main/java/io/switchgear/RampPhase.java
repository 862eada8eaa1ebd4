// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.recovery.Ramp;
import io.switchgear.support.Durations;
import io.switchgear.window.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The ramp phase: the probes have succeeded and traffic returns gradually. A growing share of the calls passes and is
 * counted, under the trip rule of the closed state. The breaker is still half-open. Thread-safe.
 */
final class RampPhase extends CountingPhase {
    private final Ramp ramp;
    private final long rampNanos;
    private final EvenSpread turns = new EvenSpread();
    private final Admission refusal =
            new Refused(RejectionReason.RAMP, () -> rejection(RejectionReason.RAMP, now(), 0));

    private RampPhase(Phase before, Ramp ramp, long sinceNanos, StateChange change) {
        super(before.machine, State.HALF_OPEN, sinceNanos, before.lastTrip, change);
        this.ramp = ramp;
        this.rampNanos = Durations.nanos(ramp.duration());
    }

    /** The phase after an outage: a ramp if there is one, else the closed phase. */
    static Phase after(Phase before, StateChange.Kind kind, long sinceNanos, String reason, Metrics metrics) {
        Ramp ramp = before.settings().config.ramp();
        if (ramp.isOff()) {
            return new ClosedPhase(
                    before.machine,
                    sinceNanos,
                    before.lastTrip,
                    before.changeTo(State.CLOSED, kind, sinceNanos, reason, metrics));
        }
        String ramping = reason + ", ramping up over " + Durations.text(ramp.duration());
        return new RampPhase(
                before, ramp, sinceNanos, before.changeTo(State.HALF_OPEN, kind, sinceNanos, ramping, metrics));
    }

    @Override
    @Nullable
    Admission admit() {
        long now = now();
        if (advance(now)) {
            return null;
        }
        if (!turns.next((long) (ramp.shareAt((double) (now - sinceNanos) / rampNanos) * EvenSpread.WHOLE_CALL))) {
            machine.rejected(RejectionReason.RAMP);
            return refusal;
        }
        return super.admit();
    }

    @Override
    boolean advance(long nowNanos) {
        return super.advance(nowNanos) || endIfDue(nowNanos);
    }

    /**
     * The openings in a row after a trip: the service has just answered its probes, so the trip repeats the last wait
     * (decision 0012).
     */
    @Override
    int openingsAt(long nowNanos) {
        return Math.max(1, lastTrip.consecutiveOpenings());
    }

    @Override
    boolean hasEnded() {
        return isOver() || endIfDue(now());
    }

    private boolean endIfDue(long nowNanos) {
        if (leftNanos(nowNanos) > 0) {
            return false;
        }
        long endNanos = sinceNanos + rampNanos;
        String reason = "the ramp of " + Durations.text(rampNanos) + " is over";
        machine.move(
                this,
                new ClosedPhase(
                        machine,
                        endNanos,
                        lastTrip,
                        changeTo(State.CLOSED, StateChange.Kind.RAMP_OVER, endNanos, reason, metrics(endNanos))));
        return true;
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        long stuck = super.nextWakeNanos(nowNanos);
        long end = Math.max(0, leftNanos(nowNanos));
        return stuck == NOTHING_DUE ? end : Math.min(stuck, end);
    }

    @Override
    void started() {
        super.started();
        wakeIn(rampNanos);
    }

    @Override
    PhaseView view(long nowNanos) {
        return super.view(nowNanos).rampShare(ramp.shareAt((double) (nowNanos - sinceNanos) / rampNanos));
    }

    private long leftNanos(long nowNanos) {
        return rampNanos - (nowNanos - sinceNanos);
    }
}
