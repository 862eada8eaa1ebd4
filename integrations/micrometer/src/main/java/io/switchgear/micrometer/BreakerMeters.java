// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static io.switchgear.micrometer.SharedMeters.tag;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one breaker in one registry, from now until they are removed. Thread-safe. */
final class BreakerMeters implements CircuitBreakerMetrics.Shown {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final CircuitBreaker breaker;
    private final MeterGroup meters;
    private final SharedMeters shared;
    private final TimeInState times;
    private final List<Registration> registrations = new ArrayList<>();
    /** The time until the next probe, while it is among the meters. Guarded by this object's lock. */
    private MeterGroup.@Nullable Entry<TimeGauge> probeDue;

    BreakerMeters(CircuitBreaker breaker, MeterGroup meters, boolean withDurations) {
        this.breaker = breaker;
        this.meters = meters;
        this.shared = new SharedMeters(
                meters, "switchgear.transitions", () -> breaker.snapshot().totals());
        shared.add(breaker.config());
        synchronized (this) { // A concurrent change waits until the times are set up.
            registrations.add(breaker.onStateChange(this::changed));
            this.times = new TimeInState(breaker);
        }
        try {
            add(withDurations);
        } catch (RuntimeException | Error thrown) { // of a filter or listener of the registry
            remove();
            throw thrown;
        }
    }

    private void add(boolean withDurations) {
        for (State state : State.values()) {
            meters.gauge(
                    "switchgear.state",
                    "1 for the state that the breaker is in",
                    tag("state", state),
                    () -> breaker.state() == state ? 1 : 0);
            meters.secondsCounter(
                    "switchgear.state.time", "Time in each state", tag("state", state), () -> times.seconds(state));
        }
        inWindow("success", false, metrics -> metrics.successes() - metrics.slowSuccesses());
        inWindow("success", true, Metrics::slowSuccesses);
        inWindow("failure", false, metrics -> metrics.failures() - metrics.slowFailures());
        inWindow("failure", true, Metrics::slowFailures);
        inARow("success", Metrics::consecutiveSuccesses);
        inARow("failure", Metrics::consecutiveFailures);
        inARow("abandoned", Metrics::consecutiveAbandoned);
        meters.secondsGauge(
                "switchgear.last.failure.timestamp",
                "Unix time of the last failure, abandoned calls included; 0 before the first",
                () -> breaker.snapshot()
                        .lastFailureAt()
                        .map(at -> at.toEpochMilli() / MILLIS_PER_SECOND)
                        .orElse(0.0));
        meters.gauge(
                "switchgear.shed.share",
                "Share of the calls rejected while the breaker sheds, else 0",
                Tags.empty(),
                () -> breaker.snapshot().shedShare().orElse(0));
        meters.counter(
                "switchgear.user.code.failures",
                "Failures of functions given by the user",
                Tags.empty(),
                () -> breaker.snapshot().userCodeFailures());
        fitProbeDue();
        if (withDurations) {
            registrations.add(breaker.observeCalls(new Durations(meters)));
        }
    }

    private void inWindow(String outcome, boolean slow, ToLongFunction<Metrics> figure) {
        meters.gauge(
                "switchgear.window.calls",
                "Calls in the window; while half-open, of the probes",
                Tags.of("outcome", outcome, "slow", Boolean.toString(slow)),
                () -> figure.applyAsLong(breaker.snapshot().metrics()));
    }

    private void inARow(String outcome, ToLongFunction<Metrics> figure) {
        meters.gauge(
                "switchgear.calls.consecutive",
                "Calls in a row with the same outcome, up to the last one",
                Tags.of("outcome", outcome),
                () -> figure.applyAsLong(breaker.snapshot().metrics()));
    }

    @Override
    public void restore(Set<Meter> there) {
        meters.restore(there);
    }

    @Override
    public void remove() {
        registrations.forEach(Registration::close);
        meters.remove();
    }

    private void changed(StateChange change) {
        synchronized (this) {
            times.changed(change);
        }
        shared.happened(change);
        fitProbeDue();
    }

    /**
     * Adds the time until the next probe while the breaker is open, and removes it otherwise: there is no number for
     * "none". It reads the present state, so the last change to run leaves the right result.
     */
    private synchronized void fitProbeDue() {
        MeterGroup.Entry<TimeGauge> shown = probeDue;
        boolean open = breaker.state() == State.OPEN;
        if (open && shown == null) {
            probeDue = meters.secondsGauge(
                    "switchgear.probe.due",
                    "Time until a call may pass as a probe; 0 when the next one will",
                    () -> breaker.snapshot().nextProbeIn().orElse(Duration.ZERO).toNanos() / NANOS_PER_SECOND);
        } else if (!open && shown != null) {
            meters.remove(shown);
            probeDue = null;
        }
    }

    /** The durations of calls. */
    private static final class Durations implements CallObserver {
        private final Map<Outcome, MeterGroup.Entry<Timer>> timers = new EnumMap<>(Outcome.class);
        private final MeterGroup.Entry<Timer> abandoned;

        Durations(MeterGroup meters) {
            for (Outcome outcome : Outcome.values()) {
                timers.put(outcome, timer(meters, tag("outcome", outcome)));
            }
            abandoned = timer(meters, Tags.of("outcome", "abandoned"));
        }

        private static MeterGroup.Entry<Timer> timer(MeterGroup meters, Tags outcome) {
            return meters.timer("switchgear.calls.duration", "Durations of calls", outcome);
        }

        @Override
        public void settled(Outcome outcome, Duration took) {
            MeterGroup.Entry<Timer> timer = timers.get(outcome);
            if (timer != null) {
                record(timer, took);
            }
        }

        @Override
        public void abandoned(Duration took) {
            record(abandoned, took);
        }

        private static void record(MeterGroup.Entry<Timer> shown, Duration took) {
            Timer timer = shown.meter();
            if (timer != null) {
                timer.record(took);
            }
        }
    }
}
