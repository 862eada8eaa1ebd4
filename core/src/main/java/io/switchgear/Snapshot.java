// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.RecordText;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a breaker. Immutable. Taking one changes nothing: changes that are due are shown as due, and made by the
 * next call.
 *
 * @since 0.1
 */
public final class Snapshot {
    private final Values values;

    Snapshot(Values values) {
        this.values = values;
    }

    record Values(
            String name,
            State state,
            Instant takenAt,
            Duration inStateFor,
            Metrics metrics,
            Optional<StateChange> lastTrip,
            Totals totals,
            int consecutiveOpenings,
            Optional<Duration> nextProbeIn,
            Optional<ProbeStatus> probes,
            OptionalDouble rampShare,
            OptionalDouble shedShare,
            Optional<State> wouldBe,
            Optional<StateChange> wouldBeTrip,
            Optional<Instant> lastFailureAt,
            long userCodeFailures) {}

    static Snapshot of(StateMachine machine) {
        Phase phase = machine.phase();
        ResolvedConfig settings = machine.settings();
        long nowNanos = settings.ticker.nanos();
        Instant now = machine.callbacks.instant(settings.config);
        PhaseView view = phase.view(nowNanos);
        return new Snapshot(new Values(
                machine.name,
                phase.state,
                now,
                Duration.ofNanos(Math.max(0, nowNanos - phase.sinceNanos)),
                view.metrics(),
                Optional.ofNullable(phase.lastTrip.trip()),
                machine.counters.totals(),
                phase.lastTrip.consecutiveOpenings(),
                view.nextProbeIn(),
                view.probes(),
                view.rampShare(),
                view.shedShare(),
                view.wouldBe(),
                view.wouldBeTrip(),
                machine.counters.lastFailureAgo(nowNanos).map(now::minus),
                machine.callbacks.failures()));
    }

    /** {@return the breaker's name} */
    public String name() {
        return values.name;
    }

    /** {@return the state of the breaker} */
    public State state() {
        return values.state;
    }

    /** {@return the time at which the snapshot was taken, by the wall clock} */
    public Instant takenAt() {
        return values.takenAt;
    }

    /** {@return the time since the state began} */
    public Duration inStateFor() {
        return values.inStateFor;
    }

    /** {@return the metrics of the window; while half-open, of the probes; while open, empty} */
    public Metrics metrics() {
        return values.metrics;
    }

    /**
     * {@return the last change to {@link State#OPEN} or {@link State#SHEDDING}, with the metrics that caused it; kept when
     * the breaker closes}
     */
    public Optional<StateChange> lastTrip() {
        return values.lastTrip;
    }

    /** {@return the counts since the breaker was created} */
    public Totals totals() {
        return values.totals;
    }

    /** {@return the openings in a row, including the last; 0 before the first} */
    public int consecutiveOpenings() {
        return values.consecutiveOpenings;
    }

    /** {@return while open, the time until a probe may pass; zero if the next call will be one} */
    public Optional<Duration> nextProbeIn() {
        return values.nextProbeIn;
    }

    /** {@return while half-open, the probes} */
    public Optional<ProbeStatus> probes() {
        return values.probes;
    }

    /** {@return while ramping up, the share of calls that pass, 0 to 1} */
    public OptionalDouble rampShare() {
        return values.rampShare;
    }

    /** {@return while shedding, the share of calls that is rejected, 0 to 1} */
    public OptionalDouble shedShare() {
        return values.shedShare;
    }

    /** {@return in {@link State#METRICS_ONLY}, the state that the breaker would be in} */
    public Optional<State> wouldBe() {
        return values.wouldBe;
    }

    /** {@return in {@link State#METRICS_ONLY}, the last trip that the breaker would have made, with its evidence} */
    public Optional<StateChange> wouldBeTrip() {
        return values.wouldBeTrip;
    }

    /**
     * The time of the last failure, including abandoned calls, in any phase.
     *
     * @return the time by the wall clock, for display; empty before the first failure
     */
    public Optional<Instant> lastFailureAt() {
        return values.lastFailureAt;
    }

    /**
     * The failures of functions given by the user.
     *
     * @return the number of times that a classifier, trip rule, listener or other function threw or returned an unusable
     *     value
     */
    public long userCodeFailures() {
        return values.userCodeFailures;
    }

    /**
     * The start of the state.
     *
     * @return the time by the wall clock, for display
     */
    public Instant since() {
        return takenAt().minus(inStateFor());
    }

    /**
     * The calls that have been admitted and have not come back yet.
     *
     * @return zero or more
     */
    public long inFlight() {
        return totals().inFlight();
    }

    /**
     * Whether the next call will be admitted as a probe although the state is {@link State#OPEN}.
     *
     * @return true once the wait is over
     */
    public boolean isProbeDue() {
        return nextProbeIn().map(Duration::isZero).orElse(false);
    }

    /**
     * The snapshot for export, in this order: {@code name}, {@code state}, {@code since}, {@code inStateSeconds}, {@code
     * windowCalls}, {@code windowSuccesses}, {@code windowFailures}, {@code windowSlowCalls}, {@code windowSlowFailures}, {@code
     * failureRate}, {@code slowCallRate}, {@code consecutiveSuccesses}, {@code consecutiveFailures}, {@code
     * consecutiveAbandoned}, {@code lastFailure}, {@code lastFailureAt}, {@code lastTrip}, {@code lastTripAt}, {@code
     * admitted}, {@code successes}, {@code failures}, {@code ignored}, {@code abandoned}, {@code slow}, {@code stale}, {@code
     * wouldReject}, {@code inFlight}, {@code rejected.} and each {@link RejectionReason}, {@code consecutiveOpenings}, {@code
     * nextProbeInSeconds}, {@code probesOut}, {@code rampShare}, {@code shedShare}, {@code wouldBe}, {@code wouldBeTrip}, {@code
     * userCodeFailures}.
     *
     * @return an unmodifiable map; every key is always present; values are strings, numbers, or {@code null} if there is
     *     nothing to report
     */
    public Map<String, @Nullable Object> toMap() {
        return SnapshotExport.of(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all values by name} */
    @Override
    public String toString() {
        return RecordText.of("Snapshot", values);
    }
}
