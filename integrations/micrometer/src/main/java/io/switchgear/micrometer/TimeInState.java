// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.switchgear.CircuitBreaker;
import io.switchgear.ProbeStatus;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The time that a breaker has been in each state, on its own ticker. A stretch is recorded when it is over, from the date
 * of the change that began it to the date of the one that ended it, regardless of when it was read. For the current stretch
 * a reading includes only the time that is certain: a due change is made by the next call and dated when it fell due, so
 * from that date on the time may belong to another state. A figure never decreases. Thread-safe.
 */
final class TimeInState {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CircuitBreaker breaker;
    /** The recorded times. Guarded by this object's lock, as are all fields below; no foreign code runs under it. */
    private final Map<State, Long> bookedNanos = new EnumMap<>(State.class);
    /** The highest values returned so far. */
    private final Map<State, Long> shownNanos = new EnumMap<>(State.class);

    private State state;
    private long sinceNanos;

    /** Creates times that begin with the current stretch; {@link #changed} must be called for all changes from now on. */
    TimeInState(CircuitBreaker breaker) {
        this.breaker = breaker;
        Snapshot now = breaker.snapshot();
        this.state = now.state();
        this.sinceNanos = nowNanos() - now.inStateFor().toNanos();
    }

    /** Records a change. Called for each change, in order. A change from before the creation of this object is ignored. */
    void changed(StateChange change) {
        Snapshot now = breaker.snapshot();
        long nowNanos = nowNanos();
        synchronized (this) {
            Duration stretch = Duration.ofNanos(Math.max(0, nowNanos - sinceNanos));
            long agoNanos = between(Duration.between(change.at(), now.takenAt()), stretch);
            bookedNanos.merge(change.from(), stretch.toNanos() - agoNanos, Long::sum);
            state = change.to();
            sinceNanos = nowNanos - agoNanos;
        }
    }

    double seconds(State asked) {
        Snapshot now = breaker.snapshot();
        long nowNanos = nowNanos();
        synchronized (this) {
            long nanos = bookedNanos.getOrDefault(asked, 0L);
            if (asked == state) {
                nanos += between(certain(now), Duration.ofNanos(Math.max(0, nowNanos - sinceNanos)));
            }
            return shownNanos.merge(asked, nanos, Math::max) / NANOS_PER_SECOND;
        }
    }

    /** The time that the breaker has certainly been in its state: not after a change fell due. */
    private static Duration certain(Snapshot now) {
        boolean isDue = switch (now.state()) {
            case OPEN -> now.isProbeDue();
            case HALF_OPEN ->
                now.probes().map(ProbeStatus::overdue).orElse(0) > 0
                        || now.rampShare().orElse(0) >= 1;
            case SHEDDING -> now.shedShare().orElse(0) == 0;
            case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> false;
        };
        if (!isDue) {
            return now.inStateFor();
        }
        return now.state() == State.OPEN
                ? now.lastTrip().flatMap(StateChange::openFor).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** A duration in nanoseconds, limited to zero and a maximum. */
    private static long between(Duration duration, Duration most) {
        if (duration.isNegative()) {
            return 0;
        }
        return (duration.compareTo(most) < 0 ? duration : most).toNanos();
    }

    private long nowNanos() {
        return breaker.config().ticker().nanos();
    }
}
