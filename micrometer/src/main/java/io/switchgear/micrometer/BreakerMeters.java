package io.switchgear.micrometer;

import static io.switchgear.micrometer.SharedMeters.STATE;
import static io.switchgear.micrometer.SharedMeters.tag;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The meters of one breaker in one registry, from now until they are removed. Thread-safe. */
final class BreakerMeters {
    private static final String PROBE_DUE = "switchgear.probe.due";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CircuitBreaker breaker;
    private final MeterGroup meters;
    private final SharedMeters shared;
    private final TimeInState times;
    private final List<Registration> registrations = new ArrayList<>();
    /** Whether the time to the next probe is among the meters. Guarded by this object's lock. */
    private boolean showsProbeDue;

    BreakerMeters(CircuitBreaker breaker, MeterGroup meters, boolean withDurations) {
        this.breaker = breaker;
        this.meters = meters;
        this.shared = new SharedMeters(meters, () -> breaker.snapshot().totals());
        synchronized (this) { // A change that comes by meanwhile waits until it finds the books open.
            registrations.add(breaker.onStateChange(this::changed));
            this.times = new TimeInState(breaker);
        }
        shared.add();
        for (State state : State.values()) {
            meters.gauge(
                    STATE,
                    "1 for the state that it is in; for a keyed breaker, how many keys are",
                    tag("state", state),
                    () -> breaker.state() == state ? 1 : 0);
            meters.secondsCounter(
                    "switchgear.state.time", "Time in each state", tag("state", state), () -> times.seconds(state));
        }
        meters.counter(
                "switchgear.user.code.failures",
                "Functions given by the user that threw or made no sense",
                Tags.empty(),
                () -> breaker.snapshot().userCodeFailures());
        fitProbeDue();
        if (withDurations) {
            registrations.add(breaker.observeCalls(new Durations(meters)));
        }
    }

    void remove() {
        registrations.forEach(Registration::close);
        meters.remove();
    }

    private void changed(StateChange change) {
        synchronized (this) {
            times.changed(change);
        }
        shared.changed(change);
        fitProbeDue();
    }

    /**
     * Has the time to the next probe while the breaker is open, and not otherwise: there is no number for "none". It looks at the
     * state as it is, so whichever change comes by last leaves it right.
     */
    private synchronized void fitProbeDue() {
        boolean open = breaker.state() == State.OPEN;
        if (open && !showsProbeDue) {
            meters.secondsGauge(
                    PROBE_DUE,
                    "Time until a call may pass as a probe; 0 when the next one will",
                    () -> breaker.snapshot().nextProbeIn().orElse(Duration.ZERO).toNanos() / NANOS_PER_SECOND);
        } else if (!open) {
            meters.remove(PROBE_DUE);
        }
        showsProbeDue = open;
    }

    /** What calls took. */
    private static final class Durations implements CallObserver {
        private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
        private final Timer abandoned;

        Durations(MeterGroup meters) {
            for (Outcome outcome : Outcome.values()) {
                timers.put(outcome, timer(meters, tag("outcome", outcome)));
            }
            abandoned = timer(meters, Tags.of("outcome", "abandoned"));
        }

        private static Timer timer(MeterGroup meters, Tags outcome) {
            return meters.timer("switchgear.calls.duration", "What calls took", outcome);
        }

        @Override
        public void settled(Outcome outcome, Duration took) {
            Timer timer = timers.get(outcome);
            if (timer != null) {
                timer.record(took);
            }
        }

        @Override
        public void abandoned(Duration took) {
            abandoned.record(took);
        }
    }
}
