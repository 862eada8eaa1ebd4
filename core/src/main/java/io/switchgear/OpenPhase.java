package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The breaker is open: calls are refused until the wait is over. The first call after that makes it half-open. Immutable.
 */
final class OpenPhase extends Phase {

    private OpenPhase(Circuit circuit, long sinceNanos, Outage outage, @Nullable StateChange change) {
        super(circuit, State.OPEN, sinceNanos, outage, change);
    }

    /**
     * The open phase that follows another.
     *
     * @param sinceNanos when the breaker opens, which may be before it is noticed
     * @param attempt openings in a row, this one included
     * @param rule the rule that tripped, or {@code null} when failed probes open it again
     */
    static OpenPhase after(
            Phase before,
            long sinceNanos,
            int attempt,
            Evidence evidence,
            String reason,
            @Nullable TripRule rule,
            Metrics metrics) {
        long wait = waitNanos(before.circuit, attempt, evidence.hintLeftNanos(sinceNanos));
        StateChange change = before.changeTo(State.OPEN, sinceNanos, reason, rule, metrics, Duration.ofNanos(wait));
        return new OpenPhase(before.circuit, sinceNanos, new Outage(attempt, wait, change), change);
    }

    /** The open phase that an operator asks for; it does not count as an opening. */
    static OpenPhase byHand(Phase before, Duration wait, String reason) {
        long now = before.now();
        StateChange change = before.changeTo(State.OPEN, now, reason, null, before.metrics(now), wait);
        return new OpenPhase(
                before.circuit, now, new Outage(before.outage.consecutiveOpenings(), wait.toNanos(), change), change);
    }

    /** The open phase with which a breaker starts. */
    static OpenPhase first(Circuit circuit, long sinceNanos) {
        return new OpenPhase(circuit, sinceNanos, new Outage(1, waitNanos(circuit, 1, 0), null), null);
    }

    /**
     * The longer of the back-off's wait and the hint's; the hint is stretched by up to the jitter, so that a fleet that was
     * given the same hint does not come back together.
     */
    private static long waitNanos(Circuit circuit, int attempt, long hintNanos) {
        CircuitBreakerConfig config = circuit.settings().config;
        long backoff = circuit.userCode.backoffNanos(config, attempt);
        if (hintNanos == 0) {
            return backoff;
        }
        double stretch = 1 + config.backoff().jitter() * circuit.userCode.chance(config);
        return Math.max(backoff, Math.min((long) (hintNanos * stretch), Durations.nanos(Durations.LONGEST)));
    }

    @Override
    RejectionReason refusedFor() {
        return RejectionReason.OPEN;
    }

    @Override
    @Nullable
    Admission admit() {
        if (fallDue(now())) {
            return null;
        }
        circuit.rejected(RejectionReason.OPEN);
        return this;
    }

    @Override
    boolean fallDue(long nowNanos) {
        if (leftNanos(nowNanos) > 0) {
            return isOver();
        }
        circuit.move(this, HalfOpenPhase.after(this, sinceNanos + outage.waitNanos()));
        return true;
    }

    @Override
    CallNotPermittedException rejection() {
        long now = now();
        return new CallNotPermittedException(this, RejectionReason.OPEN, now, leftNanos(now));
    }

    @Override
    void started() {
        wakeIn(leftNanos(now()));
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        return leftNanos(nowNanos);
    }

    @Override
    Optional<Duration> nextProbeIn(long nowNanos) {
        return Optional.of(Duration.ofNanos(leftNanos(nowNanos)));
    }

    private long leftNanos(long nowNanos) {
        return Math.max(0, outage.waitNanos() - (nowNanos - sinceNanos));
    }
}
