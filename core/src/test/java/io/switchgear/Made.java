// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Values that only a breaker makes, for tests that say which ones they expect. In core's package, for its constructors. */
public final class Made {
    /** Stands for the start of a call that is not measured. */
    public static final long NOT_MEASURED = ResolvedConfig.NOT_MEASURED;

    private Made() {}

    public static boolean isManual(State state) {
        return state.isManual();
    }

    public static LastFailure lastFailure(String type, @Nullable String message) {
        return LastFailures.of(type, message);
    }

    public static ProbeStatus probeStatus(
            int permitted, int required, long successes, long failures, int out, int overdue) {
        return new ProbeStatus(permitted, required, successes, failures, out, overdue);
    }

    public static Totals totals(
            long admitted,
            long successes,
            long failures,
            long ignored,
            long abandoned,
            long slow,
            long stale,
            long wouldReject,
            Map<RejectionReason, Long> rejected) {
        return new Totals(new Totals.Values(
                admitted, successes, failures, ignored, abandoned, slow, stale, wouldReject, rejected));
    }

    public static StateChange stateChange(
            String breaker,
            State from,
            State to,
            StateChange.Kind kind,
            String reason,
            Optional<TripRule> rule,
            Metrics metrics,
            Optional<Duration> openFor,
            long sequence,
            Instant at) {
        return new StateChange(
                new StateChange.Values(breaker, from, to, kind, reason, rule, metrics, openFor, sequence, at));
    }

    public static Snapshot snapshot(
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
            long userCodeFailures) {
        return new Snapshot(new Snapshot.Values(
                name,
                state,
                takenAt,
                inStateFor,
                metrics,
                lastTrip,
                totals,
                consecutiveOpenings,
                nextProbeIn,
                probes,
                rampShare,
                shedShare,
                wouldBe,
                wouldBeTrip,
                lastFailureAt,
                userCodeFailures));
    }
}
