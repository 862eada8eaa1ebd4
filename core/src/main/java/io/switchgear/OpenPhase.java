// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The open phase: calls are refused until the wait is over and the probe gate allows a probe. The call that finds this
 * makes the breaker half-open. Thread-safe.
 */
final class OpenPhase extends Phase {
    private static final VarHandle ASKING = Fields.handle(MethodHandles.lookup(), "asking", boolean.class);

    /** Whether a caller is asking the gate. Set and cleared by that caller, by compare-and-set. */
    private volatile boolean asking;
    /** How long the gate holds the probe back, from the beginning of the phase. Written by the caller that asks. */
    private volatile long heldNanos;

    private OpenPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.OPEN, sinceNanos, lastTrip, change);
    }

    /**
     * The open phase after another phase.
     *
     * @param kind the kind of cause
     * @param sinceNanos the time at which the breaker opens, which may be before this is noticed
     * @param openings openings in a row, this one included
     * @param rule the rule that tripped, or {@code null} if failed probes open it again
     */
    static OpenPhase after(
            Phase before,
            StateChange.Kind kind,
            long sinceNanos,
            int openings,
            Evidence evidence,
            String reason,
            @Nullable TripRule rule,
            Metrics metrics) {
        long wait = waitNanos(before.machine, openings, evidence.hintLeftNanos(sinceNanos));
        StateChange change =
                before.changeTo(State.OPEN, kind, sinceNanos, reason, rule, metrics, Duration.ofNanos(wait));
        return new OpenPhase(before.machine, sinceNanos, new LastTrip(openings, wait, change, change), change);
    }

    /** The open phase requested from outside; it does not count as an opening. */
    static OpenPhase asked(Phase before, StateChange.Kind kind, Duration wait, String reason) {
        long now = before.now();
        StateChange change = before.changeTo(State.OPEN, kind, now, reason, null, before.metrics(now), wait);
        LastTrip lastTrip = before.lastTripAt(now);
        return new OpenPhase(
                before.machine,
                now,
                new LastTrip(lastTrip.consecutiveOpenings(), wait.toNanos(), change, lastTrip.ownTrip()),
                change);
    }

    /** The open phase in which a breaker starts. */
    static OpenPhase first(StateMachine machine, long sinceNanos) {
        return new OpenPhase(machine, sinceNanos, new LastTrip(1, waitNanos(machine, 1, 0), null, null), null);
    }

    /** The longer one of the back-off's wait and the hint. */
    private static long waitNanos(StateMachine machine, int openings, long hintNanos) {
        CircuitBreakerConfig config = machine.settings().config;
        long backoff = machine.callbacks.backoffNanos(config, config.backoff(), openings);
        return hintNanos == 0
                ? backoff
                : Math.max(
                        backoff,
                        spread(
                                hintNanos,
                                Durations.nanos(config.maxHint()),
                                config.backoff().jitter() * machine.callbacks.chance(config)));
    }

    /**
     * Extends a hint by a random share, so that a fleet given the same hint does not return all at once. Capped at the
     * longest hint that is honoured; a hint at the cap is shortened instead.
     */
    private static long spread(long hintNanos, long longestNanos, double share) {
        long stretched = (long) (hintNanos * (1 + share));
        if (stretched <= longestNanos) {
            return stretched;
        }
        return hintNanos < longestNanos
                ? hintNanos + (long) ((longestNanos - hintNanos) * share)
                : longestNanos - (long) (longestNanos * share);
    }

    @Override
    RejectionReason refusedFor() {
        return RejectionReason.OPEN;
    }

    @Override
    @Nullable
    Admission admit() {
        if (advance(now())) {
            return null;
        }
        machine.rejected(RejectionReason.OPEN);
        return this;
    }

    @Override
    boolean advance(long nowNanos) {
        if (leftNanos(nowNanos) > 0 || !gateOpens(nowNanos)) {
            return isOver();
        }
        machine.move(this, HalfOpenPhase.after(this, nowNanos - lateNanos(nowNanos)));
        return true;
    }

    /**
     * How long the breaker could have been half-open: since the end of the wait or, if a gate held the probe, since its answer
     * ended and no other could be asked for.
     */
    private long lateNanos(long nowNanos) {
        if (heldNanos == 0) {
            return overdueNanos(nowNanos);
        }
        long sinceHold = nowNanos - sinceNanos - heldNanos;
        return Math.max(0, Math.min(sinceHold, -gateLeftNanos(nowNanos)));
    }

    private long overdueNanos(long nowNanos) {
        return nowNanos - sinceNanos - lastTrip.waitNanos();
    }

    /** How long a gate may still hold the probe; zero or less if it may not. */
    private long gateLeftNanos(long nowNanos) {
        return Durations.nanos(settings().config.halfOpen().probeTimeout()) - overdueNanos(nowNanos);
    }

    /**
     * Asks the gate, if there is one, one caller at a time; the others are refused meanwhile. Once the wait has been over
     * for a probe timeout, the gate is no longer asked.
     */
    @SuppressWarnings("ReferenceEquality") // The default gate is a single object.
    private boolean gateOpens(long nowNanos) {
        long left = gateLeftNanos(nowNanos);
        if (left <= 0 || settings().config.probeGate() == ConfigValues.NO_GATE || machine.isShadow()) {
            return true;
        }
        if (!ASKING.compareAndSet(this, false, true)) {
            return false;
        }
        try {
            if (isOver() || leftNanos(nowNanos) > 0) {
                return false; // another caller got an answer meanwhile
            }
            long holds = Math.min(left, machine.callbacks.gateHoldsNanos(settings().config, overdueNanos(nowNanos)));
            if (holds > 0) {
                heldNanos = nowNanos - sinceNanos + holds;
            }
            return holds == 0;
        } finally {
            asking = false;
            wakeIn(nextWakeNanos(nowNanos));
        }
    }

    @Override
    CallNotPermittedException rejection() {
        long now = now();
        return rejection(RejectionReason.OPEN, now, leftNanos(now));
    }

    @Override
    void started() {
        wakeIn(leftNanos(now()));
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        return asking ? NOTHING_DUE : leftNanos(nowNanos);
    }

    @Override
    PhaseView view(long nowNanos) {
        return super.view(nowNanos).nextProbeIn(Duration.ofNanos(leftNanos(nowNanos)));
    }

    private long leftNanos(long nowNanos) {
        return Math.max(0, Math.max(lastTrip.waitNanos(), heldNanos) - (nowNanos - sinceNanos));
    }
}
