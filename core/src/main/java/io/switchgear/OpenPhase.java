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
 * The breaker is open: calls are refused until the wait is over and the probe gate lets one probe. The call that finds that
 * makes it half-open. Thread-safe.
 */
final class OpenPhase extends Phase {
    private static final VarHandle ASKING = Fields.handle(MethodHandles.lookup(), "asking", boolean.class);

    /** Whether somebody is asking the gate. Set and cleared by whoever asks, by compare-and-set. */
    private volatile boolean asking;
    /** How long the gate holds the probe back, counted from the beginning of the phase. Written by whoever asks. */
    private volatile long heldNanos;

    private OpenPhase(StateMachine machine, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        super(machine, State.OPEN, sinceNanos, lastTrip, change);
    }

    /**
     * The open phase that follows another.
     *
     * @param kind what opens it
     * @param sinceNanos when the breaker opens, which may be before it is noticed
     * @param openings openings in a row, this one included
     * @param rule the rule that tripped, or {@code null} when failed probes open it again
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

    /** The open phase that somebody outside asks for; it does not count as an opening. */
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

    /** The open phase with which a breaker starts. */
    static OpenPhase first(StateMachine machine, long sinceNanos) {
        return new OpenPhase(machine, sinceNanos, new LastTrip(1, waitNanos(machine, 1, 0), null, null), null);
    }

    /** The longer of the back-off's wait and the hint's. */
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
     * Stretches a hint by a random share, so that a fleet that was given the same hint does not come back together: up to the
     * longest hint that is followed, from which it is shortened instead.
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
     * For how long it could have been half-open: since the wait was over or, where a gate held it, since the gate's answer ended and
     * no other could be asked for.
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

    /** How long a gate may still hold; zero or less when it may not. */
    private long gateLeftNanos(long nowNanos) {
        return Durations.nanos(settings().config.halfOpen().probeTimeout()) - overdueNanos(nowNanos);
    }

    /**
     * Asks the gate, where there is one, one caller at a time; meanwhile the others are refused. Once the wait has been over for
     * a probe timeout nobody asks any more.
     */
    @SuppressWarnings("ReferenceEquality") // There is one gate that stands for none.
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
                return false; // by the answer that another caller got meanwhile
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
